/** The letter that greets a new reader: what comes when, the latest issue, and the way out. In the reader's language. */
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, render, Text } from 'react-email';
import { button, masthead, paragraph, soft } from './service-letter.tsx';

export type WelcomeLetter = {
  readonly language: 'fr' | 'en';
  /** That of the issues, and so of the headlines. */
  readonly newsLanguage: 'fr' | 'en';
  readonly title: string;
  readonly paper: string;
  readonly colour: string;
  /** Legal name and postal address of the publisher. */
  readonly imprint: string;
  /** When the next issue leaves, such as «mardi 1er décembre»; null where nothing is planned. */
  readonly next: string | null;
  readonly latest: {
    /** Such as «n° 447 du mardi 24 novembre». */
    readonly name: string;
    readonly headlines: readonly string[];
    readonly url: string;
  };
  readonly preferences: string;
  readonly unsubscribe: string;
};

/** Subject and both parts. */
export async function welcomeLetter(letter: WelcomeLetter) {
  const page = <Welcome letter={letter} />;
  const [html, text] = await Promise.all([render(page), render(page, { plainText: true })]);
  return { subject: wordsOf(letter).subject, html, text };
}

function wordsOf({ title, paper, next, latest, language }: WelcomeLetter) {
  if (language === 'fr')
    return {
      subject: `Bienvenue\u00A0! ${title} vous arrivera bientôt`,
      heading: 'Bienvenue',
      text: `Votre inscription à ${title}, de ${paper}, est confirmée.${next === null ? '' : ` Le prochain numéro part le ${next}.`}`,
      meanwhile: `En attendant, voici le ${latest.name}\u00A0:`,
      read: 'Lire ce numéro',
      safe: 'Pour que nos lettres ne se perdent pas, ajoutez notre adresse à vos contacts.',
      preferences: 'Mes préférences',
      unsubscribe: 'Se désinscrire',
    };
  return {
    subject: `Welcome! ${title} will soon arrive`,
    heading: 'Welcome',
    text: `Your subscription to ${title}, from ${paper}, is confirmed.${next === null ? '' : ` The next issue leaves on ${next}.`}`,
    meanwhile: `In the meantime, here is ${latest.name}:`,
    read: 'Read this issue',
    safe: 'So that our letters do not get lost, add our address to your contacts.',
    preferences: 'My preferences',
    unsubscribe: 'Unsubscribe',
  };
}

function Welcome({ letter }: { readonly letter: WelcomeLetter }) {
  const { language, title, paper, colour, imprint, latest } = letter;
  const words = wordsOf(letter);
  return (
    <Html lang={language}>
      <Head />
      <Preview>{words.text}</Preview>
      <Body
        lang={language}
        style={{ backgroundColor: '#fdfbf6', color: '#1c1a17', fontFamily: 'Georgia, serif' }}
      >
        <Container style={{ backgroundColor: '#ffffff', padding: '32px', maxWidth: '520px' }}>
          <Text style={masthead}>{title}</Text>
          <Heading as="h1" style={{ fontSize: '24px', lineHeight: '30px' }}>
            {words.heading}
          </Heading>
          <Text style={paragraph}>{words.text}</Text>
          <Text style={paragraph}>{words.meanwhile}</Text>
          <ul lang={letter.newsLanguage} style={{ ...paragraph, margin: '0 0 24px', paddingLeft: '20px' }}>
            {latest.headlines.map((headline) => (
              <li key={headline} style={{ marginBottom: '6px' }}>
                {headline}
              </li>
            ))}
          </ul>
          <Button href={latest.url} style={{ ...button, backgroundColor: colour }}>
            {words.read}
          </Button>
          <Text style={{ ...paragraph, color: soft, fontSize: '14px' }}>{words.safe}</Text>
          <Hr style={{ borderColor: '#ddd5c6' }} />
          <Text style={{ color: soft, fontSize: '14px', lineHeight: '24px' }}>
            <Link href={letter.preferences} style={{ color: soft, textDecoration: 'underline' }}>
              {words.preferences}
            </Link>
            {' · '}
            <Link href={letter.unsubscribe} style={{ color: soft, textDecoration: 'underline' }}>
              {words.unsubscribe}
            </Link>
          </Text>
          <Text style={{ color: soft, fontSize: '12px', lineHeight: '18px' }}>
            {paper}, {imprint}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}
