import { createRequire } from 'node:module'

type RequestQueue = {
  throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  pending: unknown[]
  checkPendingRequests(): void
}

const CHECK_MS = 10

/**
 * kafkajs 2.2.4 arms a timer with a negative delay whenever nothing is pending, and so spins every millisecond; Node
 * 24 warns about it. A check is needed only while something waits. https://github.com/tulios/kafkajs/issues/1751
 */
export const quietRequestQueue = (): void => {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as {
    prototype: { scheduleCheckPendingRequests(this: RequestQueue): void }
  }
  prototype.scheduleCheckPendingRequests = function () {
    if (this.throttleCheckTimeoutId || this.pending.length === 0) return
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null
        this.checkPendingRequests()
      },
      Math.max(CHECK_MS, this.throttledUntil - Date.now()),
    )
  }
}
