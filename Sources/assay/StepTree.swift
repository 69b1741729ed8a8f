import Audit
import Quantity
import Text

/// The steps of an account as a tree, the number at its root; a step is drawn once.
struct StepTree {
  /// The lines, ready to print.
  private(set) var lines: [String] = []

  /// How many inputs of one step are drawn.
  private static let widest = 24

  private struct Branch {
    /// The step; `nil` for those that are not drawn.
    let step: Int?
    let prefix: String
    let isLast: Bool
    let level: Int
  }

  private let account: Account
  private let style: Style
  private let names: StepNames
  private var isDrawn: [Bool]

  /// Draws the tree down to a level; the stack is its own, so that no chain is too long.
  init(_ account: Account, _ style: Style, depth: Int) {
    self.account = account
    self.style = style
    names = StepNames(account)
    isDrawn = Array(repeating: false, count: account.steps.count)
    guard let root = account.steps.last else { return }
    var pending = [Branch(step: root.id, prefix: "", isLast: true, level: 0)]
    while let branch = pending.popLast() {
      pending += draw(branch, depth: depth).reversed()
    }
    let folded = isDrawn.count { !$0 } - names.inline.count { !isDrawn[$0] }
    if folded > 0 {
      let steps = folded == 1 ? "1 step is" : "\(folded) steps are"
      lines.append(style.dim("… \(steps) folded: --depth shows more levels, --json all"))
    }
  }

  /// Draws one step; the answer is what is to be drawn below it.
  private mutating func draw(_ branch: Branch, depth: Int) -> [Branch] {
    let isRoot = branch.level == 0
    let elbow = isRoot ? "" : branch.isLast ? "└─ " : "├─ "
    let below = isRoot ? "" : branch.prefix + (branch.isLast ? "   " : "│  ")
    let start = style.dim(branch.prefix + elbow)
    guard let step = branch.step.map({ account.steps[$0] }) else {
      lines.append(start + style.dim("…"))
      return []
    }
    guard !isDrawn[step.id] else {
      lines.append(start + style.dim("↑ \(names[step])"))
      return []
    }
    isDrawn[step.id] = true
    let inputs = step.inputs.filter { !names.inline.contains($0) }
    let margin = below + (inputs.isEmpty ? "  " : "│ ")
    let words = StepWords(step, names, style, width: max(40, Wrapped.width - margin.count))
    lines.append(start + words.line)
    lines += words.details.map { style.dim(margin) + $0 }
    return shown(inputs, isCut: branch.level == depth).map { input, isLast in
      Branch(step: input, prefix: below, isLast: isLast, level: branch.level + 1)
    }
  }

  /// The inputs to draw, an ellipsis for those that are not.
  private func shown(_ inputs: [Int], isCut: Bool) -> [(step: Int?, isLast: Bool)] {
    var steps: [Int?] = isCut ? [] : inputs.prefix(Self.widest).map { $0 }
    let isMore = isCut ? inputs.contains { !isDrawn[$0] } : inputs.count > Self.widest
    if isMore { steps.append(nil) }
    return steps.enumerated().map { ($1, $0 == steps.count - 1) }
  }
}
