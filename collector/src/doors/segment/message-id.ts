import { MAX_ID_LENGTH } from '@maidian/schemas'
import { derivedId } from '../derived-id.ts'
import { type Json, textOf, without } from '../values.ts'

/** What a client writes anew each time that it sends. */
const PER_ATTEMPT = new Set(['sentAt', '_metadata'])

const usable = (id: string): boolean => id !== '' && id.length <= MAX_ID_LENGTH

/**
 * The ids of what becomes of a message: `''` is that of its own event. A client's resend gives the same ones. Without a
 * `messageId` the message itself decides, together with the time of arrival where it has no time of its own.
 */
export const messageIds = (
  message: Json,
  { time, received }: { time: number | null; received: number },
): ((part: string) => string) => {
  const timed = time !== null
  const sent = textOf(message.messageId)
  if (timed && usable(sent)) return part => (part === '' ? sent : derivedId([sent, part], { timed }))
  const stem = sent === '' ? [without(message, PER_ATTEMPT), timed ? null : received] : [sent]
  return part => derivedId([...stem, part], { timed: timed || sent === '' })
}
