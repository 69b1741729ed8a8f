// One figure as SVG and PDF, with the tables that it shows beside it.

import Analysis

StageProgram.run(
  "figures SCRIPT --table NAME=FILE… --title TEXT --size WIDTHxHEIGHT --stage NAME "
    + "--recipe DIGEST --mark TEXT --results FOLDER",
  options: ["table", "title", "size", "stage", "recipe", "mark"]
) { arguments in
  let mark = try arguments.value(of: "mark")
  let tables = try Tables(arguments.values(of: "table"))
  let drawing = Drawing(
    script: try arguments.onlyWord("SCRIPT"), tables: tables.named,
    size: try Tables.size(arguments.value(of: "size")), mark: mark)
  let making = Making(
    title: try arguments.value(of: "title"), stage: try arguments.value(of: "stage"),
    recipe: try arguments.value(of: "recipe"), mark: mark)
  let svg = try making.put(into: drawing.svg())
  return [
    ResultFile("figure.svg", bytes: Array(svg.utf8)),
    ResultFile("figure.pdf", bytes: try PDF.page(of: svg, making)),
  ] + tables.files
}
