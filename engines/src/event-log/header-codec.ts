import { compiled, type LogHeader } from '@maidian/schemas'

export const encodeHeader = (header: LogHeader): Buffer => Buffer.from(JSON.stringify(header))

/** Null for a header that is none: the record is a poison record then, and the consumer's to keep raw. */
export const decodeHeader = (bytes: Buffer | undefined): LogHeader | null => {
  if (!bytes) return null
  try {
    return compiled.header.parse(JSON.parse(bytes.toString('utf8')))
  } catch {
    return null
  }
}
