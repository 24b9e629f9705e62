import cluster from 'node:cluster'

/** Which worker this process is, and what its primary has told it. */
export type WorkerRole = {
  /** From 0; whoever replaces it has the same. */
  number: number
  count: number
  /** Where all workers listen. */
  at: { host: string; port: number }
  /** The Unix socket on which the primary answers everything but ingest. */
  front: string
  /** The Unix socket on which the primary takes what goes into its embedded log, where it has one. */
  log: string | null
}

const VARIABLE = 'MAIDIAN_WORKER'

/** What a worker's environment has more than its primary's. */
export const roleEnvironment = (role: WorkerRole): Record<string, string> => ({ [VARIABLE]: JSON.stringify(role) })

/** Null in a process that is no worker. */
export const workerRole = (): WorkerRole | null =>
  cluster.isWorker ? (JSON.parse(process.env[VARIABLE] as string) as WorkerRole) : null
