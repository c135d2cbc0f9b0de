/** The letter that asks a new reader to confirm: in the paper's colours, one button, both languages. */
import { Body, Button, Container, Head, Heading, Hr, Html, Preview, render, Text } from 'react-email';

export type ConfirmationLetter = {
  readonly language: 'fr' | 'en';
  readonly paper: string;
  /** Legal name and postal address of the publisher. */
  readonly imprint: string;
  /** What was asked for, by title. */
  readonly titles: readonly string[];
  readonly url: string;
  readonly hours: number;
};

/** Subject and both parts, in the newsletter's language with the other one beside it. */
export async function confirmationLetter(letter: ConfirmationLetter) {
  const page = <Confirmation letter={letter} />;
  const [html, text] = await Promise.all([render(page), render(page, { plainText: true })]);
  return { subject: wordsOf(letter, letter.language).subject, html, text };
}

function wordsOf({ paper, titles, hours }: ConfirmationLetter, language: 'fr' | 'en') {
  const list = new Intl.ListFormat(language).format(titles);
  const words = {
    fr: {
      subject: `Confirmez votre inscription à ${list}`,
      heading: 'Plus qu’un clic',
      text: `Vous avez demandé à recevoir ${list}, de ${paper}. Confirmez que cette adresse est bien la vôtre.`,
      button: 'Confirmer mon inscription',
      otherwise: `Ce lien fonctionne ${hours} heures. Vous n’avez rien demandé\u202F? Ignorez cette lettre\u00A0: vous n’êtes inscrit à rien, et votre adresse sera oubliée.`,
    },
    en: {
      subject: `Confirm your subscription to ${list}`,
      heading: 'One more click',
      text: `You asked to receive ${list}, from ${paper}. Please confirm that this address is yours.`,
      button: 'Confirm my subscription',
      otherwise: `This link works for ${hours} hours. You asked for nothing? Ignore this letter: you are subscribed to nothing, and your address will be forgotten.`,
    },
  };
  return words[language];
}

function Confirmation({ letter }: { readonly letter: ConfirmationLetter }) {
  const { language, paper, imprint, url } = letter;
  const otherLanguage = language === 'fr' ? 'en' : 'fr';
  const [own, other] = [wordsOf(letter, language), wordsOf(letter, otherLanguage)];
  return (
    <Html lang={language}>
      <Head />
      <Preview>{own.text}</Preview>
      <Body lang={language} style={{ backgroundColor: '#fdfbf6', color: ink, fontFamily: 'Georgia, serif' }}>
        <Container style={{ backgroundColor: '#ffffff', padding: '32px', maxWidth: '520px' }}>
          <Text style={masthead}>{paper}</Text>
          <Heading as="h1" style={{ fontSize: '24px', lineHeight: '30px' }}>
            {own.heading}
          </Heading>
          <Text style={paragraph}>{own.text}</Text>
          <Button href={url} style={button}>
            {own.button}
          </Button>
          <Text style={paragraph}>{own.otherwise}</Text>
          <Text lang={otherLanguage} style={{ ...paragraph, color: soft, fontSize: '14px' }}>
            {other.text} {other.otherwise}
          </Text>
          <Hr style={{ borderColor: '#ddd5c6' }} />
          <Text style={{ color: soft, fontSize: '12px', lineHeight: '18px' }}>{imprint}</Text>
        </Container>
      </Body>
    </Html>
  );
}

const ink = '#1c1a17';
const soft = '#635c52';
const paragraph = { fontSize: '16px', lineHeight: '24px' };
const masthead = {
  borderBottom: `3px double ${ink}`,
  fontSize: '20px',
  fontWeight: 'bold',
  margin: '0',
  paddingBottom: '10px',
};
const button = {
  backgroundColor: '#0b5a78',
  color: '#ffffff',
  fontFamily: 'Helvetica, Arial, sans-serif',
  fontSize: '16px',
  fontWeight: 'bold',
  padding: '14px 24px',
  borderRadius: '4px',
};
