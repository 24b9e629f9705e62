/**
 * Reads server-sent events out of text that comes in pieces; gives the data of each message that is complete.
 * `EventSource` reads them too, but cannot send an Authorization header.
 */
export const createSseReader = (): ((piece: string) => string[]) => {
  let rest = ''
  let data: string[] = []
  return piece => {
    const messages: string[] = []
    const lines = (rest + piece).split('\n')
    rest = lines.pop() ?? ''
    for (const ended of lines) {
      const line = ended.endsWith('\r') ? ended.slice(0, -1) : ended
      if (line.startsWith('data:')) data.push(line.slice(line.startsWith('data: ') ? 6 : 5))
      else if (line === '' && data.length > 0) {
        messages.push(data.join('\n'))
        data = []
      }
    }
    return messages
  }
}
