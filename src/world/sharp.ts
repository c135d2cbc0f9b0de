/** sharp as everything here uses it: loaded when the first picture comes, and holding on to nothing. */

/**
 * It takes 60 ms to load, and only pictures need it. No picture is worked on twice: what libvips would keep of it, up to
 * 50 MB, is memory for nothing.
 */
export async function openSharp(): Promise<typeof import('sharp').default> {
  const { default: sharp } = await import('sharp');
  sharp.cache(false);
  return sharp;
}
