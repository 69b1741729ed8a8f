// Sentences whose numbers are no results, and the paper as a whole.

extension Draft {
  /// A sentence with a number that is no result, of a kind.
  mutating func mention(_ kind: Kind) {
    let (before, number, behind) = one(
      of: Self.sentences[kind]?[format == .word ? .plain : format] ?? [("It is ", "", "")])
    write(before)
    if !number.isEmpty { write(number, as: kind) }
    write(behind)
    endSentence()
  }

  private typealias Sentence = (String, String, String)

  /// What the formats share.
  private static func all(_ sentences: [Sentence], latex: [Sentence] = []) -> [DraftFormat:
    [Sentence]]
  {
    [.markdown: sentences, .plain: sentences, .latex: latex.isEmpty ? sentences : latex]
  }

  private static let sentences: [Kind: [DraftFormat: [Sentence]]] = [
    .name: all(
      [
        ("The sample ", "25W-NCM90", " was kept dry"),
        ("Powder of ", "LiNi0.90Co0.05Mn0.05O2", " was used"),
        ("It crystallises in ", "R-3m", " as others do"), ("We took ", "Al2O3", " crucibles"),
        ("A ", "CR2032", " case was crimped"), ("The ", "3D", " rendering is shown beside it"),
        ("The ", "2nd", " cell was discarded"), ("It was washed in ", "2-propanol", " and dried"),
        ("The oxide ", "NCM811", " is common"), ("A layer of ", "Li2CO3", " formed"),
        ("It was dissolved in ", "1-methyl-2-pyrrolidone", " overnight"),
        ("Measured at ", "2θ", " as usual"), ("The foil came from ", "MTI-20", " stock"),
      ],
      latex: [
        ("The sample ", "25W-NCM90", " was kept dry"),
        ("Powder of ", "\\ce{LiNi0.90Co0.05Mn0.05O2}", " was used"),
        ("It crystallises in ", "$R\\bar{3}m$", " as others do"),
        ("We took ", "Al$_2$O$_3$", " crucibles"), ("A ", "CR2032", " case was crimped"),
        ("It was washed in ", "2-propanol", " and dried"),
        ("The ", "2$^{nd}$", " cell was discarded"),
        ("Measured at ", "$2\\theta$", " as usual"),
        ("A layer of ", "Li\\textsubscript{2}CO\\textsubscript{3}", " formed"),
      ]),
    .formula: [
      .markdown: [
        ("We used $E = \\frac{", "1}{2", "} m v^2$ for it"), ("The line is $y = ", "2", "x$ here"),
        ("It scales as $I_{003} \\propto ", "3", " d$ here"),
      ],
      .latex: [
        ("We used $E = \\frac{", "1}{2", "} m v^2$ for it"),
        ("It follows $\\rho = ", "4", "\\pi r^2 n$ here"),
        ("By $n\\lambda = ", "2", "d\\sin\\theta$ we obtain it"),
        ("With \\begin{equation}\n  Q = ", "3", " x^2 + b\n\\end{equation}\nwe obtain it"),
      ],
      .plain: [("The sum runs over ", "2θ", " as before"), ("It goes as ", "4π", " r times n")],
    ],
    .reference: all(
      [
        ("This is shown in Figure ", "3", " in full"), ("It is seen in Figs. ", "S3a–c, 4", " too"),
        ("All values stand in Table ", "2", " below"), ("It follows from Eq. (", "4", ") at once"),
        ("As Section ", "2.1", " explains, it holds"),
        ("See Supplementary Note ", "5", " for more"),
        ("Ref. ", "17", " says the same"), ("Tables ", "S1 and S2", " list them"),
        ("Compare Fig. ", "2(a)", " with it"), ("In step ", "3", " it was stirred"),
      ],
      latex: [
        ("This is shown in Figure~", "3", " in full"),
        ("It is seen in Figs.~", "S3a--c, 4", " too"),
        ("All values stand in Table~\\ref{tab:", "", "2} below"),
        ("It follows from Eq.~(", "4", ") at once"),
        ("It follows from Eq.~\\eqref{eq:", "", "12} at once"),
        ("As Section~", "2.1", " explains, it holds"), ("Ref.~", "17", " says the same"),
        ("Compare Fig.\\ ", "2(a)", " with it\\hspace{3mm}"),
        ("The figure \\includegraphics[width=0.8\\textwidth]{f12.pdf} shows it", "", ""),
      ]),
    .citation: [
      .markdown: [
        ("It was seen before [", "12–14", "]"), ("Others agree [", "3, 7", "]"),
        ("It is known [@li2013; @wu2015, p. 33]", "", ""), ("It is known^", "", "12,13^"),
      ],
      .plain: [("It was seen before [", "12–14", "]"), ("Others agree [", "3, 7", "]")],
      .latex: [
        ("It was seen before [", "12--14", "]"), ("It is known~\\cite{li2013,wu2015}", "", ""),
        ("It is known \\citep[p.~33]{li2013}", "", ""),
        ("It is known\\textsuperscript{", "", "12,13}"),
      ],
    ],
    .date: all(
      [
        ("It was made on ", "28 November 2026", " in air"),
        ("It was first made in ", "1998", " by others"),
        ("They were measured on ", "2026-11-28", " at night"),
        ("Smith et al. (", "2013", ") found it"),
        ("It was found before (Smith et al., ", "2013; Wu, 2015", ")"),
        ("The run began on ", "28/11/2026", " in the morning"),
        ("It was started at ", "14:30", " sharp"),
        ("We use the values of CIAAW ", "2021", " throughout"),
        ("From ", "2013 to 2015", " the cells were stored"),
        ("The ", "2010-2019", " data are older"),
        ("It was seen on September ", "11-12", " again"),
      ]),
    .index: all(
      [
        ("The ", "(003)", " reflection is sharp"),
        ("Along the ", "[010]", " zone axis it is clear"),
        ("The ratio I", "(003)/I(104)", " tells of mixing"),
        ("Facets of the ", "{104}", " family grow"),
        ("Viewed along ", "⟨100⟩", " it is flat"),
      ],
      latex: [
        ("The ", "(003)", " reflection is sharp"),
        ("Along the ", "$[010]$", " zone axis it is clear"),
        ("The ratio $I_{003}/I_{104}$ tells of mixing", "", ""),
        ("Viewed along ", "$\\langle 100\\rangle$", " it is flat"),
        ("Facets of the ", "\\{104\\}", " family grow"),
      ]),
    .orbital: all(
      [
        ("The W ", "4f7/2", " line is narrow"), ("The O ", "1s", " line is broad"),
        ("The Ni ", "2p3/2", " line has a satellite"),
      ],
      latex: [
        ("The W ", "4f$_{7/2}$", " line is narrow"), ("The O~", "1s", " line is broad"),
        ("The Ni ", "2p\\textsubscript{3/2}", " line has a satellite"),
      ]),
    .software: all([
      ("Spectra were fitted in CasaXPS ", "2.3.25", " by hand"),
      ("It was drawn with version ", "3.12", " of the program"),
      ("All was done in R ", "4.3.1", " on one machine"), ("Release ", "v2.1", " was used"),
    ]),
    .address: [
      .markdown: [
        ("See <https://example.org/12/a34> for it", "", ""),
        ("The data are at ", "doi:10.1016/j.jpowsour.2013.01.063", " in full"),
        ("Write to ", "a1@example2.org", " for it"),
        ("It is at ", "https://doi.org/10.5281/zenodo.12345", " now"),
      ],
      .plain: [
        ("The data are at ", "doi:10.1016/j.jpowsour.2013.01.063", " in full"),
        ("Write to ", "a1@example2.org", " for it"),
        ("It is at ", "https://doi.org/10.5281/zenodo.12345", " now"),
      ],
      .latex: [
        ("See \\url{https://example.org/12/a%2034} for it", "", ""),
        ("The data are at ", "doi:10.1016/j.jpowsour.2013.01.063", " in full"),
        ("It is \\href{https://a.org/7%20}{here} now", "", ""),
      ],
    ],
  ]

  // MARK: The paper

  /// A whole paper: `size` times every kind of sentence, in an order that chance makes.
  mutating func paper(size: Int) {
    if format == .latex { write(Self.preamble) }
    if format == .markdown {
      write("---\nyear: 2026\nversion: 3.1\n---\n\n# On coated cathodes\n\n")
    }
    var sentences: [(inout Draft) -> Void] = []
    for _ in 0..<size {
      for kind in [
        Kind.name, .formula, .reference, .citation, .date, .index, .orbital, .software, .address,
      ] {
        sentences.append { $0.mention(kind) }
      }
      for kind in [
        Kind.value, .transposed, .minus, .rounding, .unit, .permille, .stale, .doubled, .unbound,
        .lost, .moved,
      ] {
        sentences.append { $0.stateResult(kind) }
      }
      sentences.append { $0.below(2) == 0 ? $0.stateResult(.scale) : $0.statePower(.scale) }
      for _ in 0..<6 { sentences.append { $0.stateResult(.result) } }
      sentences += [{ $0.stateRange() }, { $0.stateUncertainty() }, { $0.statePower() }]
      sentences += [{ $0.stateSetting() }, { $0.stateSetting() }]
    }
    for index in sentences.indices.reversed() { sentences.swapAt(index, below(index + 1)) }
    for (count, sentence) in sentences.enumerated() {
      if count % 60 == 0 { heading("\(count / 60 + 1).\(1 + below(4))", "Of cells and films") }
      sentence(&self)
      if count % 6 == 5 { endParagraph() }
      if count % 60 == 59 { table(count / 60 + 1, rows: 5) }
    }
    endParagraph()
    references()
    if format == .latex { write("\\end{document}\n") }
  }

  private static let preamble = """
    \\documentclass[12pt,a4paper]{article}
    \\usepackage[margin=25mm]{geometry}
    \\usepackage{siunitx,booktabs,mhchem}
    \\DeclareSIUnit{\\cycle}{cycle}
    \\DeclareSIUnit{\\permille}{‰}
    \\setlength{\\parskip}{3pt}
    \\newcommand{\\assay}[2][??]{#1}
    \\begin{document}
    \\title{On coated cathodes}
    \\maketitle

    """

  private mutating func references() {
    let entries = [
      "Li, J.; Wu, K. *J. Power Sources* 2013, 233, 121–130.",
      "Smith, A. B. J. Electrochem. Soc. 2015, 162 (7), A1356.",
      "Meija, J. Pure Appl. Chem. 2016, 88, 265–291.",
    ]
    switch format {
    case .latex: write("\\begin{thebibliography}{99}\n")
    case .markdown: write("# References\n\n")
    case .plain, .word: write("References\n\n")
    }
    for (index, entry) in entries.enumerated() {
      let words = format == .markdown ? entry : entry.replacing("*", with: "")
      if format == .latex { write("\\bibitem{b\(index)} ") }
      if format == .markdown { write("\(index + 1). ") }
      if format.isPlain { write("[\(index + 1)]", as: .entry) }
      write(" ")
      write(words, as: .entry)
      write("\n\n")
    }
    if format == .latex { write("\\end{thebibliography}\n") }
  }
}
