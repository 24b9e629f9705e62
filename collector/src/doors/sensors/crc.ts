/** The checksum that 神策's web library writes beside its data: a 32-bit hash of the base64 text, signed. */
export const crcOf = (text: string): number => {
  let hash = 0
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0
  return hash
}
