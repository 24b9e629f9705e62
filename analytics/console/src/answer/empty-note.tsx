import type { ReactNode } from 'react'

type EmptyNoteProps = { title: string; hint: string; children?: ReactNode }

/** Why there is nothing to see, and what to do about it. */
export const EmptyNote = ({ title, hint, children }: EmptyNoteProps) => (
  <div className="empty-note">
    <svg viewBox="0 0 64 40" aria-hidden="true" focusable="false">
      <path d="M6 32 22 16l14 9L58 7" />
      <circle cx="6" cy="32" r="4" />
      <circle cx="22" cy="16" r="4" />
      <circle cx="36" cy="25" r="4" />
      <circle cx="58" cy="7" r="4" />
    </svg>
    <h2>{title}</h2>
    <p className="hint">{hint}</p>
    {children}
  </div>
)
