/** A record in a segment: the header's length (4 bytes), the header, the value. */
export const frame = (header: Buffer, value: Buffer): Buffer => {
  const framed = Buffer.allocUnsafe(4 + header.length + value.length)
  framed.writeUInt32LE(header.length, 0)
  header.copy(framed, 4)
  value.copy(framed, 4 + header.length)
  return framed
}

export const unframe = (framed: Buffer): { header: Buffer; value: Buffer } => {
  const end = 4 + framed.readUInt32LE(0)
  return { header: framed.subarray(4, end), value: framed.subarray(end) }
}
