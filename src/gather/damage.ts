/** Recognises text that was decoded wrongly before it reached the feed: nothing here can mend it, an editor can. */

/** UTF-8 read as windows-1252 («FÃ¶rder», «â€™»), or characters that were lost. */
export function isDamaged(text: string): boolean {
  return /\ufffd|Ã (?=[a-z\d])|Ã[\u0080-\u00bf€ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\u0080-\u00bf™œ˜“”¦¢]|Â[\u00a0«»°]/.test(
    text,
  );
}
