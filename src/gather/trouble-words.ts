/** Tells a person why a request brought nothing: editors and newsletters in their language, commands in English. */
import type { Say } from '../config/say.ts';
import type { AllowPrivate, NotFetched, RefusedAddress, WhyUnreachable } from './fetched.ts';

export function troubleInWords(trouble: NotFetched, say: Say): string {
  switch (trouble.kind) {
    case 'refused_address':
      return refusalInWords(trouble, say);
    case 'timed_out':
      return say(
        `${trouble.host} n’a pas répondu à temps`,
        `${trouble.host} did not finish its answer in time`,
      );
    case 'unreachable': {
      const why = trouble.why === 'other' ? trouble.said : whyInWords(trouble.why, say);
      return say(`${trouble.host} est injoignable : ${why}`, `${trouble.host} could not be asked: ${why}`);
    }
    case 'too_large':
      return say(
        `${trouble.url} envoie plus de ${trouble.most} octets`,
        `${trouble.url} sends more than ${trouble.most} bytes`,
      );
    case 'bad_encoding':
      return say(
        `${trouble.url} ne se lit pas comme «\u00a0${trouble.encoding}\u00a0»`,
        `${trouble.url} is not readable as "${trouble.encoding}"`,
      );
    case 'too_many_redirects':
      return say(
        `plus de ${trouble.most} redirections, la dernière vers ${trouble.last}`,
        `more than ${trouble.most} redirects, the last one to ${trouble.last}`,
      );
    default:
      return trouble satisfies never;
  }
}

export function whyInWords(why: WhyUnreachable, say: Say): string {
  return say(...whyUnreachable[why]);
}

const whyUnreachable: Readonly<Record<WhyUnreachable, Parameters<Say>>> = {
  unknown_name: ['ce nom n’existe pas', 'the name does not exist'],
  unresolved: ['son nom ne se trouve pas en ce moment', 'the name could not be resolved now'],
  nobody_listens: ['personne n’y répond', 'nothing listens there'],
  cut: ['la connexion a été coupée', 'the connection was cut'],
  no_way: ['aucun chemin n’y mène', 'no way leads to the host'],
  no_network: ['aucun chemin ne mène à son réseau', 'no way leads to its network'],
  long_headers: ['l’en-tête de sa réponse est trop long', 'its headers are too long'],
  expired: ['son certificat est périmé', 'its certificate has expired'],
  other_name: ['son certificat est au nom d’un autre site', 'its certificate is for another name'],
  self_signed: ['son certificat n’est garanti par personne', 'its certificate is self-signed'],
  broken_chain: ['il manque une partie de son certificat', 'its certificate chain is incomplete'],
};

function refusalInWords(refused: RefusedAddress, say: Say): string {
  if (refused.why === 'not_http')
    return say(`${refused.address} n’est ni http ni https`, `${refused.address} is neither http nor https`);
  const { host, allowedBy } = refused;
  const where = say(...ownNetwork[allowedBy]);
  return refused.why === 'is_private'
    ? say(
        `${host} est une adresse privée ; ${allowedBy}=1 l’autorise là où ${where}`,
        `${host} is a private address; set ${allowedBy}=1 where ${where}`,
      )
    : say(
        `${host} mène à une adresse privée ; ${allowedBy}=1 l’autorise là où ${where}`,
        `${host} leads to a private address; set ${allowedBy}=1 where ${where}`,
      );
}

const ownNetwork: Readonly<Record<AllowPrivate, Parameters<Say>>> = {
  HEBDO_ALLOW_PRIVATE_FEEDS: ['les flux sont sur votre propre réseau', 'feeds live on your own network'],
  HEBDO_ALLOW_PRIVATE_WEBHOOKS: [
    'les destinataires sont sur votre propre réseau',
    'receivers live on your own network',
  ],
};
