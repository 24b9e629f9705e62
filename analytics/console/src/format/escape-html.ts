const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Names of events and pages come from anybody who can send; tooltips of charts are HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, found => ENTITIES[found] ?? found)
