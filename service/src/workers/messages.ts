/** What a primary asks a worker. */
export type Asked = 'ping' | 'metrics'

export type ToWorker = { ask: Asked; id: number } | { told: unknown }

export type ToPrimary =
  | { answer: unknown; id: number }
  | { refusal: string; id: number }
  | { tell: unknown }
  | { failed: { message: string; code: string | null; stack: string } }

/** What workers tell one another. */
export type Peers = {
  /** To all other workers. */
  tell(message: unknown): void
  onTold(listener: (message: unknown) => void): void
}
