// The least that still keeps, batches, retries and sends at the end: what a tracker costs that can do nothing else.
export const createFloorTracker = ({ url }) => {
  const KEY = 'floor'
  let queue = JSON.parse(localStorage.getItem(KEY) ?? '[]')
  let timer
  const save = () => localStorage.setItem(KEY, JSON.stringify(queue))
  const send = async () => {
    timer = undefined
    const batch = queue.slice(0, 500)
    if (!batch.length) return
    const sent = await fetch(url, { method: 'POST', body: JSON.stringify({ sent: Date.now(), events: batch }) }).catch(
      () => null,
    )
    if (sent?.ok) queue = queue.slice(batch.length)
    save()
    if (queue.length && timer === undefined) timer = setTimeout(send, 1000)
  }
  addEventListener('pagehide', () => navigator.sendBeacon(url, JSON.stringify({ events: queue })))
  return {
    track: (event, props) => {
      queue.push({ id: crypto.randomUUID(), event, time: Date.now(), props, url: location.href })
      save()
      if (timer === undefined) timer = setTimeout(send, 1000)
    },
  }
}
