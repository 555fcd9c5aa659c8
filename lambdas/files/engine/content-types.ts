/** RFC 9110, section 8.3.1: a type, a subtype, and parameters, without quoted text. */
const MEDIA_TYPE = /^[\w!#$&^.+-]{1,127}\/[\w!#$&^.+-]{1,127}(?: ?; ?[\w!#$&^.+-]{1,64}=[\w!#$&^.+-]{1,64}){0,4}$/;

export const isMediaType = (text: string) => MEDIA_TYPE.test(text);

/**
 * Whether a space takes files of this type. Parameters (`; charset=utf-8`) and case do not count.
 * @param accepted exact types, or `image/*`; absent: any.
 */
export function accepts(accepted: readonly string[] | undefined, contentType: string): boolean {
  if (accepted === undefined) return true;
  const essence = (contentType.split(';')[0] as string).trim().toLowerCase();
  return accepted.some((each) => {
    const pattern = each.toLowerCase();
    return pattern.endsWith('/*') ? essence.startsWith(pattern.slice(0, -1)) : essence === pattern;
  });
}
