import Analysis

/// A figure drawn by gnuplot: the project's style first, then the script of the figure.
struct Drawing {
  /// What the script is called by in the messages of gnuplot.
  let script: String
  /// The tables, under the names the script knows them by.
  let tables: [(name: String, path: String)]
  /// Width and height in centimetres.
  let size: (width: Double, height: Double)
  /// What must stand inside the axes; empty where nothing must.
  let mark: String

  /// Draws the figure.
  ///
  /// - Returns: An SVG document as gnuplot leaves it.
  /// - Throws: `StageFault.toolFailed` for whatever gnuplot says, `FigureFault.unmarked` if the mark
  ///   is not in the picture.
  func svg() throws -> String {
    let bytes = try StageTool.call(
      with: [ResultFile("style.gp", bytes: Array(style.utf8))], making: "figure.svg"
    ) { folder in
      ["gnuplot", "-e", "set output '\(folder)/figure.svg'", "\(folder)/style.gp", script]
    }
    let text = String(decoding: bytes, as: UTF8.self)
    guard mark.isEmpty || text.contains(">\(mark)<") else { throw FigureFault.unmarked(mark) }
    return text
  }

  /// Pixels of CSS: 96 to the inch of 2.54 cm.
  private func pixels(_ centimetres: Double) -> Int { Int((centimetres * 96 / 2.54).rounded()) }

  /// Names, colours and widths that all figures share.
  ///
  /// The colours are those of Okabe and Ito (Color Universal Design, 2008), which differ for colour-blind
  /// readers and in grey.
  private var style: String {
    let colours = [
      "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000",
    ]
    let points = [7, 5, 9, 13, 11, 4, 6]
    let styles = zip(1..., zip(colours, points)).map {
      "set linetype \($0) lc rgb '\($1.0)' lw 1.4 pt \($1.1) ps 0.6"
    }
    let marking =
      mark.isEmpty
      ? []
      : [
        "set label 9001 '\(mark)' at graph 0.98, graph 0.05 right front noenhanced "
          + "font 'DejaVu Sans,8' textcolor rgb '#b00020'"
      ]
    return
      ([
        "set terminal svg size \(pixels(size.width)),\(pixels(size.height)) enhanced "
          + "font 'DejaVu Sans,11' linewidth 1 background '#ffffff'",
        "set encoding utf8", "set minussign", "set datafile separator ','",
        "set datafile columnheaders", "set border lw 0.8", "set tics nomirror scale 0.5",
        "set errorbars small",
        "set key samplen 1.5 spacing 1.1", "set linetype cycle \(colours.count)",
        "set style increment default", "grey = '#767676'",
      ] + styles + marking + tables.map { "\($0.name) = '\($0.path)'" })
      .joined(separator: "\n") + "\n"
  }
}
