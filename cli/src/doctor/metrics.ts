/** A sample of `/metrics`. */
export type Sample = { name: string; labels: string; value: number }

/** What a service says at `/metrics`, in the text format of Prometheus. */
export const parseMetrics = (text: string): Sample[] =>
  [...text.matchAll(/^(\w+)(?:\{(.*)\})? (\S+)$/gm)].map(([, name = '', labels = '', value]) => ({
    name,
    labels,
    value: Number(value),
  }))

/** The sum of a metric over its labels, as far as these hold `having`; null where no service has it. */
export const totalOf = (samples: readonly Sample[], name: string, having = ''): number | null => {
  const own = samples.filter(sample => sample.name === name)
  if (own.length === 0) return null
  return own.filter(({ labels }) => labels.includes(having)).reduce((sum, { value }) => sum + value, 0)
}
