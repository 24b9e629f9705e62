import { createHmac } from 'node:crypto'
import { type Config, ConfigError } from '@maidian/service'
import type { PiiSecret } from '@maidian/tracking-plan'
import type { Client } from './client-of.ts'
import { dayIn } from './day-in.ts'
import { applyIpPolicy } from './ip-policy.ts'
import type { KnownSource } from './sources.ts'

/**
 * The device that a batch of a cookieless source is given: `daily-` and 32 hex digits; undefined for other sources.
 * `client.ip`: before the policy of the source applies. `received`: ms since 1970.
 */
export type DailyDevice = (known: KnownSource, sent: Client & { received: number }) => string | undefined

type Salts = { dayOf: (now: number) => string; day: string; salt: Buffer }

const HEX_DIGITS = 32

/** Throws `ConfigError` where a source is cookieless and nothing is there to make its devices with. */
export const requireDailySecret = ({ projects }: Config, secret: PiiSecret | null): void => {
  if (secret !== null) return
  for (const { name, sources } of projects) {
    const cookieless = sources.find(source => source.identity === 'cookieless')
    if (cookieless === undefined) continue
    throw new ConfigError(
      `${name}: source ${cookieless.name ?? cookieless.key} is cookieless and needs MAIDIAN_PII_SECRET (16 characters or more, the same for all collectors)`,
    )
  }
}

/**
 * Devices that last for a day of the project: the same for the same address and user agent, by a salt that is another
 * one each day and in each project. Every collector with the same secret makes the same ones; nobody without it can
 * make them of addresses. docs/decisions/0020-cookieless-sources.md
 */
export const createDailyDevice = (secret: PiiSecret | null): DailyDevice => {
  const byProject = new Map<string, Salts>()

  const saltOf = ({ name, timezone }: KnownSource['project'], received: number): Buffer => {
    const known = byProject.get(name) ?? { dayOf: dayIn(timezone), day: '', salt: Buffer.alloc(0) }
    const day = known.dayOf(received)
    if (day !== known.day) {
      known.day = day
      known.salt = createHmac('sha256', secret?.secret ?? '')
        .update(`maidian device ${name} ${day}`)
        .digest()
      byProject.set(name, known)
    }
    return known.salt
  }

  return ({ project, source }, { ip, ua, received }) => {
    if (source.identity !== 'cookieless') return undefined
    const hash = createHmac('sha256', saltOf(project, received)).update(`${applyIpPolicy(ip, 'keep')} ${ua}`)
    return `daily-${hash.digest('hex').slice(0, HEX_DIGITS)}`
  }
}
