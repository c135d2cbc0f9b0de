/** Takes WordPress shortcodes out of a text that was meant for WordPress and reached its feed raw. */

/**
 * Known forms only, on parsed text: «[Agenda]», «[FILM]», «[n°21]» are titles and stay. What stands between the
 * brackets of a quotation, a gallery or a player repeats the text or is an address, and goes with them; a caption
 * and the columns of page builders keep their words.
 */
export function stripShortcodes(text: string): string {
  return text
    .replace(escapedBlocks, '')
    .replace(withContent, '')
    .replace(alone, '')
    .replace(withAttributes, '')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

const dropped = 'pullquote|pull_quote|embed|audio|video|playlist|ref|note|footnote|gallery|script';
const kept =
  'caption|wp_caption|dropcap|column|columns|row|one_half(?:_last)?|one_third(?:_last)?|two_third(?:_last)?|spoiler|quote';
const single =
  'nggallery|ngg_images|slideshow|singlepic|youtube|vimeo|soundcloud|tweet|contact-form(?:-7)?|gravityform|toc|adrotate|wp_ad_camp_\\d+|newsletter_signup|mc4wp_form|sc|print_link|more|nextpage|Best_Wordpress_Gallery';
const builders = '(?:vc|et_pb|fusion|su|av|tdc?|wpb|mks|ngg|rev|us)_[\\w-]*';

/** Blocks of the editor that were escaped: <!-- wp:paragraph {…} -->. */
const escapedBlocks = /<!--\s*\/?wp:[\s\S]*?-->/g;
/** The end must be the one of the same name. */
const withContent = new RegExp(`\\[(${dropped})\\b[^\\]]*\\][\\s\\S]*?\\[/\\1\\]`, 'g');
const alone = new RegExp(`\\[/?(?:${dropped}|${kept}|${single}|${builders})(?:\\s[^\\]]*)?/?\\]`, 'g');
/** name="…" in any kind of quotation mark is no title, whatever the name. */
const withAttributes = /\[[A-Za-z][\w-]*(?:\s+[\w-]+\s?=\s?["'“”″«‘’][^\]]*)\/?\]/g;
