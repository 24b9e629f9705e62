import { Select } from 'antd'
import type { Tied } from './field.tsx'

type WordsInputProps = {
  tied: Tied
  values: readonly string[]
  onChange: (values: string[]) => void
  placeholder: string
}

/** Any number of words, each ended by Enter. */
export const WordsInput = ({ tied, values, onChange, placeholder }: WordsInputProps) => (
  <Select
    {...tied}
    mode="tags"
    className="grow"
    value={[...values]}
    open={false}
    suffixIcon={null}
    placeholder={placeholder}
    onChange={(words: string[]) => onChange(words)}
  />
)
