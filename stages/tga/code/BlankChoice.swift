import Analysis

/// Which run with an empty pan is subtracted, or why none is.
struct BlankChoice {
  /// The file of the blank.
  let path: String?
  /// Why there is none.
  let reason: String?

  init(_ arguments: StageArguments) throws {
    let (paths, reasons) = (arguments.values(of: "blank"), arguments.values(of: "without_blank"))
    switch (paths.isEmpty, reasons.isEmpty) {
    case (true, true): throw TGAFault.noBlank.diagnostic
    case (false, false): throw TGAFault.twoBlanks.diagnostic
    case (false, true):
      path = try arguments.value(of: "blank")
      reason = nil
    case (true, false):
      path = nil
      reason = try arguments.value(of: "without_blank")
    }
  }
}
