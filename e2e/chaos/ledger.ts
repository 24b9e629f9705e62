/** What clients were told, and what must not have been told them. */
export type Ledger = {
  replied: (reply: { tags: string[]; status: number; text: string; local: boolean; began: number }) => void
  unanswered: () => void
  acknowledged: ReadonlySet<string>
  counts: () => { acknowledged: number; batches: number; refused: number; local: number; unanswered: number }
  /** Answers that nobody should have got. */
  wrong: readonly string[]
}

/** What the ledger asks about the moment of an answer. */
export type Moment = {
  /** Since when nothing can be durable in the log; null while something can. */
  logDownSince: () => number | null
  spill: boolean
  /** True: nothing but the log has been away for some time, and that not only just now. */
  onlyLogAway: () => boolean
}

const NOT_NOW = new Set([429, 503])

export const createLedger = ({ logDownSince, spill, onlyLogAway }: Moment): Ledger => {
  const acknowledged = new Set<string>()
  const wrong: string[] = []
  let batches = 0
  let refused = 0
  let locals = 0
  let unanswered = 0
  const complain = (what: string): void => {
    if (wrong.length < 20) wrong.push(`${new Date().toISOString()} ${what}`)
  }
  return {
    replied: ({ tags, status, text, local, began }) => {
      if (status === 200 || status === 204) {
        batches += 1
        if (local) locals += 1
        for (const tag of tags) acknowledged.add(tag)
        const since = logDownSince()
        if (since !== null && since < began && !local) complain('acknowledged while nothing could be durable')
        if (text.includes('"blocked"')) complain(`blocked without a plan: ${text.slice(0, 300)}`)
        return
      }
      refused += 1
      if (!NOT_NOW.has(status)) complain(`answered ${status}: ${text.slice(0, 300)}`)
      else if (spill && onlyLogAway()) complain(`refused although spilling: ${text.slice(0, 300)}`)
    },
    unanswered: () => {
      unanswered += 1
    },
    acknowledged,
    counts: () => ({ acknowledged: acknowledged.size, batches, refused, local: locals, unanswered }),
    wrong,
  }
}
