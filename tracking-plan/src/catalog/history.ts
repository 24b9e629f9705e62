import type { Release } from '../model.ts'

/** A release in which an event changed; `version` is the event's own. */
export type Step = { release: string; released: string; version: string; lines: { zh: string[]; en: string[] } }

const mentions = (line: string, event: string): boolean => new RegExp(`(?:^|[^\\w])${event}(?:$|[^\\w])`).test(line)

/** What became of an event from release to release, the newest first. */
export const historyOf = (event: string, releases: readonly Release[]): Step[] =>
  releases.flatMap((release, i) => {
    const version = release.events[event]?.version
    const before = releases[i + 1]?.events[event]?.version
    if (version === undefined || version === before) return []
    const lines = (language: string): string[] =>
      (release.changelog?.[language] ?? []).filter(line => mentions(line, event))
    return [
      {
        release: release.version,
        released: release.released ?? '',
        version,
        lines: { zh: lines('zh'), en: lines('en') },
      },
    ]
  })
