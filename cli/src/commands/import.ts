import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import type { Event } from '@maidian/schemas'
import { SingleBar } from 'cli-progress'
import { openCheckpoint } from '../import/checkpoint.ts'
import { readImportMap } from '../import/map.ts'
import { type BadRow, readRows } from '../import/read-rows.ts'
import { createRowToEvent } from '../import/row-to-event.ts'
import { createSender } from '../import/send.ts'

export type ImportOptions = { map: string; key: string; url: string; state?: string; json?: boolean }

export type ImportSummary = {
  rows: number
  /** Acknowledged by an earlier run that was interrupted. */
  skipped: number
  accepted: number
  flagged: number
  quarantined: number
  bad: BadRow[]
}

const BATCH_EVENTS = 500

type Pending = { event: Event; line: number }

/** Streams a file through the collector's door. One batch at a time, so that equal times keep the file's order. */
export const importFile = async (
  file: string,
  options: ImportOptions,
  onProgress: (bytes: number) => void = () => {},
): Promise<ImportSummary> => {
  const map = readImportMap(options.map)
  const { rows, bytesRead } = await readRows(file, map)
  const state = options.state ?? join(homedir(), '.cache', 'maidian', 'import')
  const checkpoint = openCheckpoint(state, { file, ...options })
  const toEvent = createRowToEvent(map)
  const send = createSender(options)
  const summary: ImportSummary = { rows: 0, skipped: 0, accepted: 0, flagged: 0, quarantined: 0, bad: [] }

  const flush = async (pending: Pending[]): Promise<void> => {
    if (pending.length === 0) return
    const verdicts = await send(pending.map(({ event }) => event))
    summary.accepted += pending.length - verdicts.length
    for (const { index, verdict, reasons } of verdicts) {
      if (verdict === 'flagged') summary.flagged += 1
      else summary.quarantined += 1
      const why = reasons.map(({ path, message }) => `${path}: ${message}`).join('; ')
      if (verdict !== 'flagged') summary.bad.push({ line: pending[index]?.line ?? 0, why })
    }
    checkpoint.save(summary.rows)
    onProgress(bytesRead())
  }

  let pending: Pending[] = []
  for await (const row of rows) {
    summary.rows += 1
    const event = 'why' in row ? row : toEvent(row)
    if ('why' in event) summary.bad.push(event)
    else if (summary.rows <= checkpoint.done) summary.skipped += 1
    else pending.push({ event, line: row.line })
    if (pending.length >= BATCH_EVENTS) {
      await flush(pending)
      pending = []
    }
  }
  await flush(pending)
  checkpoint.clear()
  return summary
}

const LISTED = 20

const summaryText = ({ rows, skipped, accepted, flagged, quarantined, bad }: ImportSummary): string => {
  const n = (count: number, what: string) => `${count.toLocaleString('en')} ${what}`
  const parts = [n(rows, 'rows'), n(accepted, 'accepted'), n(flagged, 'flagged'), n(quarantined, 'quarantined')]
  if (skipped > 0) parts.push(n(skipped, 'sent by an earlier run'))
  const lines = bad.slice(0, LISTED).map(({ line, why }) => `  line ${line}: ${why}`)
  if (bad.length > LISTED) lines.push(`  … and ${bad.length - LISTED} more; --json lists all`)
  return `${[`${parts.join(' · ')} · ${n(bad.length, 'bad')}`, ...lines].join('\n')}\n`
}

/** `maidian import`: with a progress bar on a terminal, a summary at the end. */
export const runImport = async (file: string, options: ImportOptions): Promise<void> => {
  const bar = process.stderr.isTTY
    ? new SingleBar({ format: ' {bar} {percentage}% | {eta_formatted} left', stream: process.stderr })
    : null
  bar?.start(statSync(file, { throwIfNoEntry: false })?.size ?? 0, 0)
  try {
    const summary = await importFile(file, options, bytes => bar?.update(bytes))
    process.stdout.write(options.json ? `${JSON.stringify(summary)}\n` : summaryText(summary))
  } finally {
    bar?.stop()
  }
}
