/**
 * What mail servers say, in their own words: the last resort. Within a table the more particular stands first. No pattern
 * looks further than some words ahead: the text is a stranger's.
 */
import type { BounceReason } from './verdict.ts';

type Phrase = readonly [BounceReason, RegExp];

/** Codes that providers put in their words; they publish what these mean. */
const provider: readonly Phrase[] = [
  // Orange, Wanadoo and La Poste: OFR_416, LPN007_426 … (postmaster.orange.fr).
  ['unknown_mailbox', /\b(ofr|lpn)\w*_41[56]\b/],
  ['mailbox_full', /\b(ofr|lpn)\w*_(417|422)\b/],
  ['mailbox_disabled', /\b(ofr|lpn)\w*_42[056]\b/],
  ['rate', /\b(ofr|lpn)\w*_(104|109|305)\b/],
  ['reputation', /\b(ofr|lpn)\w*_(1\d\d|999)\b/],
  ['content', /\b(ofr|lpn)\w*_5[0-5]\d\b/],
  ['policy', /\b(ofr|lpn)\w*_6\d\d\b/],
  // Free and SFR.
  ['reputation', /spam detected \(mail-refused\)|too much spam from your ip/],
  // Yahoo and AOL: [TSS04] and others are about volume and complaints, [PH01] about phishing.
  ['reputation', /\[(tss?|bl|ipts|sr)\d\d?\]/],
  ['content', /\[ph\d\d\]/],
  ['policy', /\[(clip|rl|dn)\d*\]/],
  // Microsoft: (S3140), (S3150) name a list; RecipNotFound and others come from its own directory.
  ['unknown_mailbox', /recip(ient)?notfound|recipient address rejected: access denied\b/],
  ['too_big', /recipsizelimit/],
  ['filtered', /resolver\.rst\.(authrequired|notauthorized|restricted)/],
  ['reputation', /\(s31[345]\d\)|banned sending ip/],
  // Charter, Cox and others name their lists in AUP codes.
  // Outlook.com's older answers.
  ['reputation', /\b(sc|dy|ou)-00\d\b/],
  // Yahoo says so only after the letter was read.
  ['unknown_mailbox', /does ?n[o']t have a yahoo\.\w+ account/],
  // KDDI quotes the address and says no code.
  ['unknown_mailbox', /someone@kddi:? (user unknown|recipient address rejected\.$)/],
  ['rate', /aup#in-1[2-4]\d0/],
  ['reputation', /aup#/],
];

/** Words that mean one thing, whatever code stands beside them. */
const particular: readonly Phrase[] = [
  [
    'server_fault',
    /procmail|could ?n[o']t create "|mailer error|mailer terminated|command (died|failed|time ?limit)|insufficient system (storage|resources)|loops? back to m|best-preference mx|unable to contact ldap/,
  ],
  [
    'authentication',
    /\b(spf|dkim|dmarc)\b(?!-signature)|unauthenticated (e?mail|message|sender)|authentication (checks?|failure|failed)|sender id .{0,500}fail/,
  ],
  [
    'content',
    /blacklisted (url|link)|uribl|surbl|duplicate header|too many headers|headers? too (large|long)|media error|invalid (header|mime)/,
  ],
  [
    'reputation',
    /\b(ptr|rdns|reverse[- ](dns|lookup|name|hostname))\b|valid sender domain|cannot find your (reverse )?hostname|unverif[yi]able sending|cannot find your/,
  ],
  [
    'too_big',
    /(message|mail)( file)?( size)? (is )?(too (large|big)|exceeds|larger than)|(message|mail) size limit|maximum (message )?size|message length exceeds|size exceed/,
  ],
  [
    'mailbox_full',
    /over ?quota|quota (exceeded|full|violation|is exceeded)|exceed\w* (the |its |his |storage |mail(box)? |disk |allowed )*(quota|local limit|storage)|(mail ?(box|folder|drop)|inbox|account|storage|maildir)('s)?( (is|are|has|was|it|for))* (almost )?(full|exceeded|out of storage)|full mailbox|out of (storage|space)|insufficient (disk|storage)|(not|no) enough (disk |storage )?space|boite .{0,500}(pleine|saturee)|too much mail data|disk full|number of messages in recipient/,
  ],
  ['content', /\bvirus(es)?\b|malware|infected|suspicious attachment/],
  [
    'rate',
    /too many (connections?|recipients|messages|concurrent|sessions|e?mails)|(rate|connection|frequency|sending)[- ]?(rate )?limit|throttl|frequency limited|receiving mail (at a rate|too quickly)|unusual rate|server busy|sending too (fast|many)|messages? (sent )?too (fast|quickly)|exceeded .{0,500}(rate|per (hour|minute|day))|mail flood|slow down/,
  ],
  [
    'mailbox_disabled',
    /(account|user|mailbox|recipient|address)( \S+){0,6} (is |has been |was |are )?(\w+ )?(disabled|inactive|suspended|discontinued|deactivated|frozen|blocked|locked|closed|expired|dormant)|disabled (recipient|account|user|mailbox)|inactive (account|user|recipient|mailbox)|not activated|administratively disabled|compte .{0,500}(bloque|suspendu|desactive|inactif)/,
  ],
  [
    'policy',
    /address that has been blacklisted|google groups|not (a )?member of th(is|e) (mailing )?list|(sender|from:) .{0,500}domain is invalid|from: domain/,
  ],
  ['unknown_domain', /record indicated no smtp service/],
  [
    'reputation',
    /blacklist|black ?list|block ?list|\bblocked?\b(?! because its content)|blocking|\bdns ?bl\b|\brbl\b|spamhaus|spamcop|sorbs|reputation|banned|open relay|refused to talk|not accepting connections|abus(e|ive)|dynamic (ip|pool)|(host|ip|client) (is )?(rejected|denied|not allowed)|unexpected volume|service refused|too much spam|you are not allowed to connect|no smtp service|traffic not accepted|not permitted from|zombied|access to this mail system has been rejected|weren't sent|connections? will not be accepted|smtp server of your isp/,
  ],
  [
    'content',
    /\bspam\b|spammy|\bjunk\b|\bube\b|\buce\b|unsolicited|bulk (e?mail|filter)|phish|(content|message)( was| is|has been)* (rejected|refused|blocked)|bad content|inappropriate content|rejected due to content|mail rejete|mail refused - content|scored as|malformed|permanent failure for one or more recipients \(/,
  ],
  [
    'policy',
    /sender( address)?( is| was|'s)? (rejected|denied|refused|not)|sender (domain|verify|verification)|domain of sender|mail ?from\b.{0,40}(reject|denied|refus|invalid)|from: header|responsible address|polic(y|ies)|relay(ing)?( access)? (denied|not|prohibited)|no relaying|not (configured|permitted|allowed|authorized) to (relay|send|post)|unable to relay|permission to post|you (do|may) not have permission|header error|rcpthosts|authentication (is )?required|authenticat\w+ (is )?required|starttls|email rejected due to security|blocked sender|rcpt-to validation failed/,
  ],
  [
    'moved',
    /no longer (on server|at this|with|works|employed|exists? here)|has moved|moved to|address (has )?changed|not our (user|customer)|user has left|has left the (company|organi)|please update your|forward path/,
  ],
  [
    'not_reached',
    /gr[ea]y-?list|host not found, try again|host ?name lookup failure|(temporary|deferred).{0,500}(lookup|name server)/,
  ],
  [
    'unknown_domain',
    /\b(host|domain)( name)?( is)? (unknown|not found|invalid|(does not|doesn't) exist|could ?n[o']t be found)|\bdomain (name )?\S+ (is )?(unknown|not found|invalid|(does not|doesn't) exist)|(unknown|invalid|illegal|no such|bad|unrouteable|unresolvable|non-?existent) (host|domain|mail domain|destination system)|domain is not reachable|all host address lookups failed|mx records point to non-?existent|destination (e?mail )?system is unknown|host(\/domain)? name found|no (mx|dns|such domain|valid hosts?)\b|null ?mx|\bmx record|nxdomain|name or service not known|could ?n[o']t find any host|(?<!\S)[a-z0-9-]+\.[a-z0-9.-]+ does not exist/,
  ],
  [
    'unknown_mailbox',
    /(user|account|recipient|mailbox|address|alias|login|name|destinataire|customer|adresse)( \S+){0,5} (unknown|not (found|exist|known|listed|valid|recognized|a valid)|does ?n[o']?t (exist|have)|unavailable|invalid|invalide|inconnu|non-?existent|deleted|undeliverable)|(unknown|invalid|no such|non-?existent|bad|illegal|unrouteable|undeliverable|no valid)( \S+){0,2} (local[- ]part|user|userid|recipients?|mailbox|address|account|addressee|destination mailbox|rcpt|person|alias|login)\b|no (such )?(mailbox|account|user|person)\b|not a (valid|known) (user|mailbox|recipient|address)|isn'?t a valid|does ?n[o']t exist|does ?n[o']t have an? .{0,500}account|user not exist|recipient not found|no mailbox here|unroutable address|not a registered|invalid addressee|no longer (accepts|accepting|valid|in use|active|available)|does not (like|accept) recipient|unrouteable address|action aborted, mailbox not found|\binconnu/,
  ],
];

/** Words that say little: after the codes. */
const general: readonly Phrase[] = [
  [
    'not_reached',
    /timed[- ]?out|time-?out|expired|could not (be )?deliver(ed)? (for|within|in)|not delivered within|giving up|queue too long|no route|network (error|unreachable)|connection (refused|reset|lost|closed|dropped|failed)|(unable|cannot|could ?n[o']t|could not|failed|not able) to (connect|establish|contact)|can'?t connect|unreachable|not responding|requests to connect|socket error|lost connection|hop count|too many hops|mail loop|(minutes|hours|days|seconds)\b.{0,500}(undeliver|deliver|retr)|maximum allowed times|has been delayed|retr(ied|ying)|retry time|too old|message expired|cname lookup|wasn't able to establish|lookup failed|host not reachable/,
  ],
  ['reputation', /after initial connection/],
  [
    'server_fault',
    /system error|internal (server )?error|server error|service (currently |temporarily )?(unavailable|not available)|temporar(y|ily)|try (again )?later|resources|configuration error|on hold|local error|protocol error|improper sequence|syntax error|bad sequence|i\/o error|could not load|database/,
  ],
  ['unknown_mailbox', /(recipient address|address) rejected\.?$/],
  ['filtered', /recipients was rejected by a remote mail server|filter/],
  [
    'policy',
    /access (is )?denied|not authorized|rejected|refused|denied|prohibited|not (accepted|allowed|permitted)/,
  ],
];

/** What the provider's own codes, particular words or general words say, or null. words as plainWords made them. */
export function phraseReason(words: string, table: keyof typeof tables): BounceReason | null {
  return tables[table].find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

const tables = { provider, particular, general };

/**
 * Lower case, without accents, addresses of the web and of people (whose names may say anything), nor the numbers that
 * open each line of a reply.
 */
export function plainWords(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .replaceAll('’', "'")
      .replaceAll(/https?:\/\/\S*/g, ' ')
      .replaceAll(/(?<!\S)\S+@(?:ezweb|au|uqmobile|\w+\.auone-net)\.(?:ne\.jp|com|jp)>/g, ' someone@kddi')
      .replaceAll(/(?<!\S)\S+@(?!kddi)\S+|mailer-daemon/g, ' someone ')
      // IronPort's own preface to whatever the other side said.
      .replaceAll(/unknown address error (?=\d{3})/g, ' ')
      .replaceAll(/(?<![\w.])[245]\d\d[- ](?:#?[245]\.\d{1,3}\.\d{1,3})?/g, ' ')
      .replaceAll(/\s+/g, ' ')
      .trim()
  );
}
