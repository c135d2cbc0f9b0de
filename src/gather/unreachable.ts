/** Why a host could not be asked, in both languages: the English ends the reason that is remembered, the French is an editor's. */

type Why = { readonly en: string; readonly fr: string };

export const whyUnreachable = {
  unknownName: { en: 'the name does not exist', fr: 'ce nom n’existe pas' },
  unresolved: { en: 'the name could not be resolved now', fr: 'son nom ne se trouve pas en ce moment' },
  refused: { en: 'nothing listens there', fr: 'personne n’y répond' },
  cut: { en: 'the connection was cut', fr: 'la connexion a été coupée' },
  noWay: { en: 'no way leads to the host', fr: 'aucun chemin n’y mène' },
  noNetwork: { en: 'no way leads to its network', fr: 'aucun chemin ne mène à son réseau' },
  longHeaders: { en: 'its headers are too long', fr: 'l’en-tête de sa réponse est trop long' },
  expired: { en: 'its certificate has expired', fr: 'son certificat est périmé' },
  otherName: { en: 'its certificate is for another name', fr: 'son certificat est au nom d’un autre site' },
  selfSigned: {
    en: 'its certificate is self-signed',
    fr: 'son certificat n’est garanti par personne',
  },
  brokenChain: { en: 'its certificate chain is incomplete', fr: 'il manque une partie de son certificat' },
} satisfies Readonly<Record<string, Why>>;

/** Null when the reason tells something rarer, in the words of the network. */
export function whyIn(reason: string): Why | null {
  return Object.values(whyUnreachable).find(({ en }) => reason.endsWith(en)) ?? null;
}
