import { type ReactNode, useId } from 'react'

/** What a control needs to be tied to its label and to what is wrong with it. */
export type Tied = { id: string; status: '' | 'error'; 'aria-describedby': string }

export type FieldProps = {
  label: string
  /** What the API, or the page, said about this field. */
  error?: string | undefined
  hint?: string
  /** The label is for those who cannot see what the control belongs to. */
  quiet?: boolean
  className?: string
  children: (tied: Tied) => ReactNode
}

export const Field = ({ label, error, hint, quiet = false, className = '', children }: FieldProps) => {
  const id = useId()
  return (
    <div className={`field ${className}`}>
      <label className={quiet ? 'unseen' : 'field-label'} htmlFor={id}>
        {label}
      </label>
      {children({ id, status: error === undefined ? '' : 'error', 'aria-describedby': `${id}-note` })}
      <div id={`${id}-note`} className={error === undefined ? 'hint' : 'field-error'}>
        {error ?? hint}
      </div>
    </div>
  )
}
