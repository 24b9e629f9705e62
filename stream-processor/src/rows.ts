import type {
  ClientLossRow,
  EventRow,
  IdentityIdRow,
  IdentityRow,
  ItemOperationRow,
  ProfileOperationRow,
  QuarantineRow,
} from '@maidian/schemas'

/** What one log record becomes, for one project. */
export type Rows = {
  project: string
  events: EventRow[]
  quarantine: QuarantineRow[]
  identities: IdentityRow[]
  identity_ids: IdentityIdRow[]
  profile_operations: ProfileOperationRow[]
  item_operations: ItemOperationRow[]
  client_loss: ClientLossRow[]
  /** A replayed record's ids stand in quarantine already; only `events` says whether they are done. */
  replay: boolean
}

export const noRows = (project: string): Rows => ({
  project,
  events: [],
  quarantine: [],
  identities: [],
  identity_ids: [],
  profile_operations: [],
  item_operations: [],
  client_loss: [],
  replay: false,
})
