import { diffReleases } from '../diff/diff-releases.ts'
import { type Finding, isOpen, toFinding } from '../diff/finding.ts'
import type { Change, PlanContent, Release } from '../model.ts'
import { type Bump, bumpsOf } from './bumps.ts'
import { changelogOf } from './changelog.ts'
import { hashOf } from './hash-of.ts'
import { liveReleases } from './live-releases.ts'
import { releasesOf } from './releases-of.ts'
import { reservedNames } from './reserved-names.ts'
import { compareVersions, nextVersion } from './version.ts'

/** A release that may be made, or what keeps it from being made. */
export type PlannedRelease =
  | { ok: true; release: Release; findings: Finding[]; bumps: Record<string, Bump> }
  | { ok: false; refused: Finding[]; findings: Finding[] }

/**
 * Makes the next release of a plan out of its working tree. Refuses what breaks clients or queries of any live
 * release, unless a change file waives it. `today` is YYYY-MM-DD; `version` takes the place of year.month.n.
 */
export const planRelease = (of: {
  content: PlanContent
  releases: readonly Release[]
  changes: readonly Change[]
  today: string
  version?: string
}): PlannedRelease => {
  const { changes, today } = of
  const mine = releasesOf(of.content.plan, of.releases)
  const live = liveReleases(mine, of.content.retired)
  const latest = live.at(-1)
  const content = { ...of.content, reserved: reservedNames(of.content, latest) }
  const findings = diffReleases({ live, after: of.content, changes, today })
  const sinceLatest = latest ? findings.filter(({ versions }) => versions.includes(latest.version)) : []
  const bumps = bumpsOf({ content, latest, findings: sinceLatest })
  const version =
    of.version ??
    nextVersion(
      mine.map(release => release.version),
      today,
    )

  const refused = [
    ...findings.filter(isOpen),
    ...tooLow(content, bumps),
    ...notNewer(version, latest),
    ...nothingChanged(content, latest),
  ]
  if (refused.length > 0) return { ok: false, refused, findings }

  const events = Object.values(content.events).map(event => ({ ...event, version: declared(event, bumps) }))
  const release: Release = {
    format: 1,
    version,
    hash: hashOf(content),
    released: today,
    changelog: changelogOf({ changes, findings: sinceLatest, isFirst: latest === undefined }),
    ...content,
    events: Object.fromEntries(events.map(event => [event.name, event])),
  }
  return { ok: true, release, findings, bumps }
}

/** A version that an event declares by itself stands where it is high enough. */
const declared = ({ name, version }: { name: string; version?: string | undefined }, bumps: Record<string, Bump>) => {
  const computed = bumps[name]!.to
  return version !== undefined && compareVersions(version, computed) > 0 ? version : computed
}

const tooLow = ({ events }: PlanContent, bumps: Record<string, Bump>): Finding[] =>
  Object.values(events).flatMap(({ name, version }) => {
    const { to, bump } = bumps[name]!
    if (version === undefined || compareVersions(version, to) >= 0) return []
    return [
      toFinding({
        rule: 'release.bump_too_low',
        subject: name,
        at: { subject: `event:${name}`, path: ['version'] },
        events: [name],
        fact: { en: `declares ${version}, needs ${to} (${bump})`, zh: `声明 ${version}，应为 ${to}（${bump}）` },
      }),
    ]
  })

const refusal = (rule: 'release.version_not_newer' | 'release.nothing_changed', latest: Release, version: string) =>
  toFinding({
    rule,
    subject: latest.plan,
    at: { subject: `plan:${latest.plan}` },
    events: [],
    fact: {
      en: `${version}, and the latest release is ${latest.version}`,
      zh: `${version}，最近一次发布是 ${latest.version}`,
    },
  })

const notNewer = (version: string, latest: Release | undefined): Finding[] =>
  latest && compareVersions(version, latest.version) <= 0 ? [refusal('release.version_not_newer', latest, version)] : []

const nothingChanged = (content: PlanContent, latest: Release | undefined): Finding[] =>
  latest && hashOf(content) === latest.hash ? [refusal('release.nothing_changed', latest, latest.hash)] : []
