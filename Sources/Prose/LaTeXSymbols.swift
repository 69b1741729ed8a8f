// What commands of LaTeX stand for, and which of their arguments are no text.

enum LaTeXSymbols {
  /// Commands that are one sign, or a short word.
  static let signs: [String: String] = [
    "times": "×", "pm": "±", "mp": "∓", "cdot": "·", "degree": "°", "circ": "°", "permil": "‰",
    "perthousand": "‰", "textperthousand": "‰", "permille": "‰", "mu": "µ", "micro": "µ",
    "textmu": "µ", "approx": "≈", "simeq": "≈", "sim": "~", "le": "≤", "leq": "≤",
    "leqslant": "≤", "ge": "≥", "geq": "≥", "geqslant": "≥", "lt": "<", "gt": ">", "ll": "≪",
    "gg": "≫", "lesssim": "≲", "gtrsim": "≳", "ne": "≠", "neq": "≠", "equiv": "≡",
    "propto": "∝", "textless": "<", "textgreater": ">", "Omega": "Ω", "ohm": "Ω", "textohm": "Ω",
    "AA": "Å", "angstrom": "Å", "quad": " ", "qquad": " ", "celsius": "°C", "textcelsius": "°C",
    "textdegree": "°", "textpm": "±", "texttimes": "×", "textminus": "\u{2212}",
    "textasciitilde": "~", "textendash": "–", "textemdash": "—", "percent": "%", "ldots": "…",
    "dots": "…", "cdots": "…", "textellipsis": "…", "S": "§", "P": "¶", "copyright": "©",
    "langle": "⟨", "rangle": "⟩", "infty": "∞", "to": "→", "rightarrow": "→", "colon": ":",
    "prime": "′", "textonehalf": "½", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ",
    "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "vartheta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "partial": "∂", "sum": "∑", "prod": "∏", "int": "∫", "nabla": "∇",
    "ell": "ℓ", "hbar": "ħ", "ss": "ß", "ae": "æ", "o": "ø", "O": "Ø", "aa": "å", "l": "ł",
    "L": "Ł", "i": "ı", "slash": "/", "vert": "|", "mid": "|", "div": "÷", "star": "*",
    "ast": "*", "space": " ", "nobreakspace": "\u{A0}", "thinspace": "\u{2009}", "newline": " ",
    "linebreak": " ", "tabularnewline": " ", "LaTeX": "LaTeX", "TeX": "TeX",
    "textbackslash": "\\", "textunderscore": "_", "euro": "€", "texteuro": "€", "pounds": "£",
    "log": "log", "ln": "ln", "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan",
    "max": "max", "min": "min", "lim": "lim",
  ]

  /// Letters with accents, by the command that sets the accent: pairs of the plain and the whole.
  static let accents: [String: [Unicode.Scalar: Unicode.Scalar]] = [
    "'": pairs("aáeéiíoóuúyýcćnńsśzźAÁEÉIÍOÓUÚYÝCĆSŚZŹ"), "`": pairs("aàeèiìoòuùAÀEÈ"),
    "\"": pairs("aäeëiïoöuüyÿAÄEËOÖUÜ"), "^": pairs("aâeêiîoôuûAÂEÊIÎOÔUÛ"),
    "~": pairs("aãnñoõAÃNÑOÕ"), "=": pairs("aāeēiīoōuū"), ".": pairs("eėzżIİ"),
    "c": pairs("cçsşCÇSŞ"), "v": pairs("cčsšzžrřeěnňCČSŠZŽRŘ"), "u": pairs("aăgğ"),
    "H": pairs("oőuűOŐUŰ"), "k": pairs("aąeęAĄEĘ"), "r": pairs("aåuůAÅ"),
  ]

  private static func pairs(_ letters: String) -> [Unicode.Scalar: Unicode.Scalar] {
    let scalars = Array(letters.unicodeScalars)
    var pairs: [Unicode.Scalar: Unicode.Scalar] = [:]
    for index in stride(from: 0, to: scalars.count - 1, by: 2) {
      pairs[scalars[index]] = scalars[index + 1]
    }
    return pairs
  }

  /// How many arguments in braces are no text, of commands of which not all are.
  static let silent: [String: Int] = [
    "label": 1, "hspace": 1, "vspace": 1, "setlength": 2, "addtolength": 2, "setcounter": 2,
    "addtocounter": 2, "stepcounter": 1, "refstepcounter": 1, "usepackage": 1,
    "RequirePackage": 1, "documentclass": 1, "bibliography": 1, "bibliographystyle": 1,
    "addbibresource": 1, "graphicspath": 1, "includegraphics": 1, "includepdf": 1, "includesvg": 1,
    "pagestyle": 1, "thispagestyle": 1, "pagenumbering": 1, "fontsize": 2, "rule": 2,
    "raisebox": 1, "resizebox": 2, "scalebox": 1, "rotatebox": 1, "color": 1, "textcolor": 1,
    "colorbox": 1, "fcolorbox": 2, "definecolor": 3, "colorlet": 2, "rowcolor": 1,
    "cellcolor": 1, "columncolor": 1, "parbox": 1, "makebox": 0, "cmidrule": 1, "cline": 1,
    "specialrule": 3, "addlinespace": 0, "hyphenation": 1, "sisetup": 1, "lstset": 1,
    "hypersetup": 1, "geometry": 1, "captionsetup": 1, "newtheorem": 2, "newlength": 1,
    "newcounter": 1, "tag": 1, "phantom": 1, "hphantom": 1, "vphantom": 1, "markboth": 2,
    "markright": 1, "fancyhead": 1, "fancyfoot": 1, "lhead": 1, "rhead": 1, "chead": 1,
    "lfoot": 1, "rfoot": 1, "cfoot": 1, "orcid": 1, "orcidlink": 1, "affiliation": 1,
    "altaffiliation": 1,
    "address": 1, "institute": 1, "institution": 1, "author": 1, "tablenum": 1, "email": 1,
    "ead": 1,
    "date": 1, "numberwithin": 2, "theoremstyle": 1, "linespread": 1, "enlargethispage": 1,
    "pdfbookmark": 2, "addcontentsline": 3, "input": 1, "tikzset": 1, "pgfplotsset": 1,
    "usetikzlibrary": 1, "hyperref": 0, "multicolumn": 2, "multirow": 2, "crefname": 3,
    "Crefname": 3, "newacronym": 3, "DeclareSIUnit": 2, "ensuremath": 0, "affil": 1,
    "bibitem": 1, "nocite": 1, "index": 1, "glsresetall": 0, "acro": 0, "sffamily": 0,
    "vskip": 0, "setstretch": 1, "titleformat": 5, "titlespacing": 4, "allowdisplaybreaks": 0,
    "pacs": 1, "keywords": 0, "received": 1, "accepted": 1, "published": 1, "revised": 1,
    "acmDOI": 1, "acmISBN": 1, "acmYear": 1, "hline": 0, "includeonly": 1,
    "phantomsection": 0, "hypertarget": 1, "hyperlink": 1, "foreignlanguage": 1,
    "selectlanguage": 1, "adjustbox": 1, "chemfig": 1, "vadjust": 1, "special": 1,
  ]

  /// Commands whose argument names another place or a work.
  static let pointers: Set<String> = [
    "ref", "eqref", "pageref", "autoref", "cref", "Cref", "nameref", "vref", "Vref", "labelcref",
    "crefrange", "Crefrange", "subref", "fref", "Fref", "onlinecite", "gls", "Gls", "glspl", "ac",
    "acs", "acl", "acp", "footnotemark", "figref", "tabref", "secref", "hyperlink", "fullref",
  ]

  /// Commands whose argument is a passage of its own.
  static let passages: [String: Passage.Kind] = [
    "part": .heading, "chapter": .heading, "section": .heading, "subsection": .heading,
    "subsubsection": .heading, "paragraph": .heading, "subparagraph": .heading,
    "title": .heading, "subtitle": .heading, "caption": .paragraph, "captionof": .paragraph,
    "subcaption": .paragraph, "footnote": .paragraph, "footnotetext": .paragraph,
    "thanks": .paragraph, "marginpar": .paragraph, "subcaptionbox": .paragraph,
    "abstract": .paragraph, "tablefootnote": .paragraph, "figcaption": .paragraph,
    "tablecaption": .paragraph, "topcaption": .paragraph, "bottomcaption": .paragraph,
  ]

  /// Commands that a length without braces follows.
  static let lengths: Set<String> = [
    "hskip", "vskip", "kern", "mskip", "mkern", "parindent", "parskip", "baselineskip",
    "topmargin", "textwidth", "textheight", "oddsidemargin", "evensidemargin", "tabcolsep",
    "hsize", "vsize", "columnsep", "abovecaptionskip", "belowcaptionskip", "penalty",
    "hangindent", "hangafter", "raise", "lower", "tolerance", "emergencystretch",
  ]

  /// How many arguments environments have.
  static let environments: [String: Int] = [
    "minipage": 1, "wrapfigure": 2, "wraptable": 2, "multicols": 1, "adjustbox": 1, "spacing": 1,
    "list": 2, "subfigure": 1, "subtable": 1, "alignat": 1, "alignat*": 1, "thebibliography": 1,
    "IEEEeqnarray": 1, "IEEEeqnarray*": 1, "adjustwidth": 2, "textblock": 1, "tabbing": 0,
    "overpic": 1, "threeparttable": 0, "turn": 1, "rotate": 1, "otherlanguage": 1,
  ]

  /// Environments that are displayed formulae.
  static let displays: Set<String> = [
    "equation", "equation*", "align", "align*", "alignat", "alignat*", "gather", "gather*",
    "multline", "multline*", "eqnarray", "eqnarray*", "displaymath", "flalign", "flalign*",
    "dmath", "dmath*", "IEEEeqnarray", "IEEEeqnarray*",
  ]

  /// Environments that are tables, with how many arguments stand before that of the columns.
  static let tables: [String: Int] = [
    "tabular": 0, "tabular*": 1, "tabularx": 1, "tabulary": 1, "longtable": 0, "xltabular": 1,
    "supertabular": 0, "tblr": 0, "longtblr": 0, "talltblr": 0,
  ]
}
