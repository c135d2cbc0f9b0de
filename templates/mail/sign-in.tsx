/** The letter that lets an editor into the studio: one button, good for a few minutes. */
import { Body, Button, Container, Head, Heading, Html, Preview, render, Text } from 'react-email';

export type SignInLetter = {
  readonly name: string;
  readonly language: 'fr' | 'en';
  /** Whose studio it is. */
  readonly paper: string;
  readonly url: string;
  readonly minutes: number;
};

/** Subject and both parts, in the editor's language with the other one beside it. */
export async function signInLetter(letter: SignInLetter) {
  const words = wordsOf(letter);
  const page = <SignIn letter={letter} words={words} />;
  const [html, text] = await Promise.all([render(page), render(page, { plainText: true })]);
  return { subject: words.subject, html, text };
}

type Words = ReturnType<typeof wordsOf>;

function wordsOf({ language, name, paper, minutes }: SignInLetter) {
  const fr = {
    greeting: `Bonjour ${name},`,
    text: `Voici votre entrée dans le studio de ${paper}. Elle sert une fois, pendant ${minutes} minutes, dans le navigateur qui l’a demandée.`,
    button: 'Entrer dans le studio',
    notYou: 'Vous n’avez rien demandé\u202F? Ignorez cette lettre, personne n’entrera.',
  };
  const en = {
    greeting: `Hello ${name},`,
    text: `Here is your way into the studio of ${paper}. It works once, for ${minutes} minutes, in the browser that asked for it.`,
    button: 'Enter the studio',
    notYou: 'You asked for nothing? Ignore this letter, nobody will enter.',
  };
  const french = language === 'fr';
  return {
    own: french ? fr : en,
    other: french ? en : fr,
    otherLanguage: french ? 'en' : 'fr',
    subject: french ? `Votre entrée dans le studio de ${paper}` : `Your way into the studio of ${paper}`,
  };
}

function SignIn({ letter, words }: { readonly letter: SignInLetter; readonly words: Words }) {
  return (
    <Html lang={letter.language}>
      <Head />
      <Preview>{words.own.text}</Preview>
      <Body
        lang={letter.language}
        style={{ backgroundColor: '#f4f1ea', color: '#1c1a17', fontFamily: 'Georgia, serif' }}
      >
        <Container style={{ backgroundColor: '#ffffff', padding: '32px', maxWidth: '520px' }}>
          <Heading as="h1" style={{ fontSize: '22px' }}>
            {words.own.greeting}
          </Heading>
          <Text style={{ fontSize: '16px', lineHeight: '24px' }}>{words.own.text}</Text>
          <Button href={letter.url} style={button}>
            {words.own.button}
          </Button>
          <Text style={{ fontSize: '16px', lineHeight: '24px' }}>{words.own.notYou}</Text>
          <Text lang={words.otherLanguage} style={{ color: '#635c52', fontSize: '14px' }}>
            {words.other.text} {words.other.notYou}
          </Text>
        </Container>
      </Body>
    </Html>
  );
}

const button = {
  backgroundColor: '#0b5a78',
  color: '#ffffff',
  fontFamily: 'Helvetica, Arial, sans-serif',
  fontSize: '16px',
  fontWeight: 'bold',
  padding: '14px 24px',
  borderRadius: '4px',
};
