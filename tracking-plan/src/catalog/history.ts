import { same } from '../diff/same.ts'
import type { PlanEvent, Release } from '../model.ts'

/** A release in which an event changed; `version` is the event's own. Without a `release`, it was not released yet. */
export type Step = {
  release: string | null
  released: string
  version: string
  lines: { zh: string[]; en: string[] }
}

const mentions = (line: string, event: string): boolean => line.split(/[^\w$]+/).includes(event)

const unversioned = ({ version: _, ...event }: PlanEvent): Omit<PlanEvent, 'version'> => event

const unreleased = (event: PlanEvent, [latest]: readonly Release[]): Step[] => {
  const before = latest?.events[event.name]
  if (latest === undefined || (before && same(unversioned(before), unversioned(event)))) return []
  return [{ release: null, released: '', version: '', lines: { zh: [], en: [] } }]
}

/**
 * What became of an event from release to release, the newest first: where its own version changed, with the lines of
 * the changelog that name it, and first of all what the plan says now and no release does.
 */
export const historyOf = (event: PlanEvent, releases: readonly Release[]): Step[] => {
  const steps = releases.flatMap((release, i) => {
    const version = release.events[event.name]?.version
    const before = releases[i + 1]?.events[event.name]?.version
    if (version === undefined || version === before) return []
    const lines = (language: string): string[] =>
      (release.changelog?.[language] ?? []).filter(line => mentions(line, event.name))
    const { released = '' } = release
    return [{ release: release.version, released, version, lines: { zh: lines('zh'), en: lines('en') } }]
  })
  return [...unreleased(event, releases), ...steps]
}
