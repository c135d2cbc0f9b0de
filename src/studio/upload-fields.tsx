/** What every upload of the studio asks for: a file, and words for those who do not see it. */
import type { Say } from '../config/say.ts';
import { acceptedPictures, heaviestInWords } from './upload.ts';

export function UploadFields({
  say,
  required = false,
  alt = '',
}: {
  readonly say: Say;
  readonly required?: boolean;
  readonly alt?: string;
}) {
  return (
    <>
      <p className="field">
        <label htmlFor="file">{say('Fichier', 'File')}</label>
        <input type="file" id="file" name="file" accept={acceptedPictures} required={required} />
        <span className="small soft">
          {say(
            `JPEG, PNG, WebP… fixe, ${heaviestInWords(say)} au plus. Ce que l’appareil y a inscrit (lieu, heure) est retiré.`,
            `JPEG, PNG, WebP… still, ${heaviestInWords(say)} at most. What the camera wrote into it (place, time) is removed.`,
          )}
        </span>
      </p>
      <p className="field">
        <label htmlFor="alt">{say('Ce que l’image montre', 'What the picture shows')}</label>
        <input type="text" id="alt" name="alt" maxLength={300} required={required} defaultValue={alt} />
      </p>
    </>
  );
}
