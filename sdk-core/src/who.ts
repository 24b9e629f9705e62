import type { Host } from './plugin.ts'

/** Who an event belongs to. */
export type Who = { device: string; session: string; user?: string | undefined }

/** Who the next event will belong to, `now` in ms since 1970; undefined while there is no consent. Asking continues the session. */
export const whoIs = (host: Host, now: number): Who | undefined =>
  host.deviceId() ? { ...host.identity.get(), session: host.session.touch(now) } : undefined

/** Goes on as this device in this session, as after a link from another site of ours. Needs consent. */
export const adopt = (
  { identity, session, begun }: Host,
  who: { device: string; session: string },
  now: number,
): void => {
  identity.set({ ...identity.get(), device: who.device })
  session.set(who.session, now)
  // Whoever comes from there has been seen there.
  begun.delete('$first_visit')
}
