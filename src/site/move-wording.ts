/** What a reader agrees to whose letters go to another address, or back to the one before. */
import { choiceWording } from '../audience/choice-wording.ts';
import type { Wording } from '../audience/wording.ts';
import type { Spoken } from './spoken.ts';

/** null: no settings can be read, so there is nobody to agree with. */
export function moveWording({ speaker, language }: Spoken): Wording | null {
  return speaker && choiceWording('move', { paper: speaker.publisher.name, titles: [] }, language);
}
