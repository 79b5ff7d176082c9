/**
 * A PDF of one page with these lines of text, in pure ASCII. Characters that Helvetica's Latin alphabet lacks become `?`.
 */
export function textPdf(title: string, lines: readonly string[]): string {
  const shown = lines.map((line, at) => `${at === 0 ? "" : "0 -16 Td "}(${escaped(line)}) Tj`).join("\n");
  const content = `BT /F1 18 Tf 56 780 Td (${escaped(title)}) Tj /F1 10 Tf 0 -32 Td\n${shown}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    `<< /Title (${escaped(title)}) >>`,
  ];
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, at) => {
    const offset = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info ${objects.length} 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
  return `${file}xref\n0 ${size}\n0000000000 65535 f \n${table}${trailer}`;
}

function escaped(text: string): string {
  return [...text]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code > 255 || code < 32) {
        return "?";
      }
      return code > 126 || "()\\".includes(character) ? `\\${code.toString(8).padStart(3, "0")}` : character;
    })
    .join("");
}
