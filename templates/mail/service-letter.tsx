/** The frame of every service letter to a reader: in the paper's colours, at most one button, both languages. */
import { Fragment } from 'react';
import { Body, Button, Container, Head, Heading, Hr, Html, Link, Preview, render, Text } from 'react-email';

type Said = {
  readonly subject: string;
  readonly heading: string;
  readonly text: string;
  readonly button: string | null;
  /** What happens without the button, or whom to ask. */
  readonly otherwise: string;
  /** In small print, at the end. */
  readonly fine?: string;
  /** Further links, below. */
  readonly ways?: readonly { readonly say: string; readonly url: string }[];
};

export type ServiceFrame = {
  readonly language: 'fr' | 'en';
  readonly paper: string;
  /** Legal name and postal address of the publisher. */
  readonly imprint: string;
  /** Where the button leads; null: there is nothing to do. */
  readonly url: string | null;
};

/** Subject and both parts, in the reader's language with the other one beside it. */
export async function serviceLetter(frame: ServiceFrame, words: Readonly<Record<'fr' | 'en', Said>>) {
  const page = <Letter frame={frame} words={words} />;
  const [html, text] = await Promise.all([render(page), render(page, { plainText: true })]);
  return { subject: words[frame.language].subject, html, text };
}

function Letter({ frame, words }: { frame: ServiceFrame; words: Readonly<Record<'fr' | 'en', Said>> }) {
  const { language, paper, imprint, url } = frame;
  const otherLanguage = language === 'fr' ? 'en' : 'fr';
  const [own, other] = [words[language], words[otherLanguage]];
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
          {url !== null && own.button !== null && (
            <Button href={url} style={button}>
              {own.button}
            </Button>
          )}
          <Text style={paragraph}>{own.otherwise}</Text>
          <Ways ways={own.ways} />
          <Text lang={otherLanguage} style={{ ...paragraph, color: soft, fontSize: '14px' }}>
            {other.text} {other.otherwise}
          </Text>
          <Ways ways={other.ways} lang={otherLanguage} />
          <Hr style={{ borderColor: '#ddd5c6' }} />
          <Fine text={own.fine} />
          <Fine text={other.fine} lang={otherLanguage} />
          <Text style={{ color: soft, fontSize: '12px', lineHeight: '18px' }}>{imprint}</Text>
        </Container>
      </Body>
    </Html>
  );
}

function Ways({ ways = [], lang }: { readonly ways?: Said['ways']; readonly lang?: 'fr' | 'en' }) {
  if (ways.length === 0) return null;
  return (
    <Text lang={lang} style={{ color: soft, fontSize: '14px', lineHeight: '24px' }}>
      {ways.map(({ say, url }, at) => (
        <Fragment key={url}>
          {at > 0 && ' · '}
          <Link href={url} style={{ color: soft, textDecoration: 'underline' }}>
            {say}
          </Link>
        </Fragment>
      ))}
    </Text>
  );
}

function Fine({ text, lang }: { readonly text?: string | undefined; readonly lang?: 'fr' | 'en' }) {
  if (text === undefined) return null;
  return (
    <Text lang={lang} style={{ color: soft, fontSize: '12px', lineHeight: '18px' }}>
      {text}
    </Text>
  );
}

const ink = '#1c1a17';
export const soft = '#635c52';
export const paragraph = { fontSize: '16px', lineHeight: '24px' };
export const masthead = {
  borderBottom: `3px double ${ink}`,
  fontSize: '20px',
  fontWeight: 'bold',
  margin: '0',
  paddingBottom: '10px',
};
export const button = {
  backgroundColor: '#0b5a78',
  color: '#ffffff',
  fontFamily: 'Helvetica, Arial, sans-serif',
  fontSize: '16px',
  fontWeight: 'bold',
  padding: '14px 24px',
  borderRadius: '4px',
};
