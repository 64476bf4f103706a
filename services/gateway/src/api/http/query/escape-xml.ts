/** The text with what means something in XML, or cannot stand in it, replaced. */
export function escapeXml(text: string): string {
  // oxlint-disable-next-line no-control-regex -- these are what XML 1.0 cannot have
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "\ufffd").replace(/[<>&"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
