import type { ClientLossRow, EventRow, IdentityRow, QuarantineRow } from '@maidian/schemas'

/** What one log record becomes, for one project. */
export type Rows = {
  project: string
  events: EventRow[]
  quarantine: QuarantineRow[]
  identities: IdentityRow[]
  client_loss: ClientLossRow[]
  /** A replayed record's ids stand in quarantine already; only `events` says whether they are done. */
  replay: boolean
}

export const noRows = (project: string): Rows => ({
  project,
  events: [],
  quarantine: [],
  identities: [],
  client_loss: [],
  replay: false,
})
