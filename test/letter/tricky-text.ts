/** Text that wants to break a letter: dots and line ends alone, lines of 998 octets, emoji, slots and blocks, nothing at all. */
import fc from 'fast-check';

export const trickyText = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '.',
        '..',
        '\n.',
        '\r\n',
        '\r',
        '\n',
        ' \n',
        '\t',
        '=',
        'From ',
        '\nFrom ',
        '--',
        'é',
        '👩‍👧',
        '\u00a0',
        '  ',
      ),
      fc.constantFrom('[[ reader.first_name | "." ]]', '[[ reader.last_name ]]', '[[ unsubscribe_url ]]'),
      fc.constantFrom('[[ if premium ]].\n[[ else ]] x[[ end ]]', '[[ if commune == "cassis" ]]\n[[ end ]]'),
      fc.constantFrom(
        '[[ block:sante ]].\n. [[ end ]]',
        '[[ block:sport ]]\t[[ reader.first_name ]][[ end ]]',
      ),
      fc.constant('x'.repeat(998)),
    ),
  )
  .map((parts) => parts.join(''))
  // Brackets that generated text opens by itself are not this property's matter.
  .map((text) => text.replaceAll(/\[\[(?! (?:reader|unsub|if|else|end|block))/g, '[').replaceAll('\0', ''));
