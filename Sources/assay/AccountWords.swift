import Audit
import Git
import Host
import Quantity
import Text

/// The account of a number for a terminal: what it is, whether it holds, its tree and its stages, or
/// its uncertainty budget.
struct AccountWords {
  let style: Style
  /// How many levels of the tree are shown.
  let depth: Int
  /// Whether the places in manuscripts are told already.
  var hidingClaims = false

  /// The whole answer.
  func lines(of account: Account) -> [String] {
    if let budget = account.budget {
      return head(of: account) + [""] + lines(of: budget, for: account)
    }
    return head(of: account) + [""] + StepTree(account, style, depth: depth).lines
      + account.stages.flatMap { [""] + StageWords(style: style).lines(of: $0) }
  }

  /// A budget stands in place of tree and stages, which are told without it.
  private func lines(
    of budget: Result<UncertaintyBudget, QuantityError>, for account: Account
  ) -> [String] {
    switch budget {
    case .success(let budget): BudgetWords(style: style).lines(of: budget, for: account)
    case .failure(let error): ["no uncertainty budget: \(error)"]
    }
  }

  private func head(of account: Account) -> [String] {
    let entry = account.entry
    let grade = entry.number.missing == nil ? "\(entry.printed) (\(entry.grade.rawValue))" : nil
    var lines = ["\(style.bold(entry.id)) = \(Escaped(grade ?? entry.printed))"]
    if let definition = entry.number.definition {
      lines += Wrapped.lines(of: Escaped(definition).description, width: Wrapped.width)
    }
    lines.append(counts(of: account))
    lines += Wrapped.capped(account.findings.map { "✗ \($0)" }).map(style.red)
    lines += account.staleness.map { style.yellow("stale: \($0)") }
    if entry.isStale { lines.append(style.yellow("  hint: assay run")) }
    if account.stages.first?.isRebuiltHere == false {
      lines.append(style.dim("recorded, not rebuilt here"))
    }
    if !hidingClaims { lines += account.claims.map(ClaimWords(style: style).line) }
    return lines
  }

  private func counts(of account: Account) -> String {
    func count(_ count: Account.Count, _ words: String) -> String {
      let text = "\(count.held)/\(count.all) \(words)"
      return count.held == count.all ? text : style.red(text)
    }
    return [
      count(account.cells, "cells re-read"), count(account.arithmetic, "steps recomputed"),
      "\(account.asserted) asserted",
    ].joined(separator: " · ")
  }
}

extension Authorship {
  /// Who and when on one line, or why that is not known.
  var words: String {
    switch self {
    case .commit(let commit): commit.words
    case .shallow(let commit): "at or before \(commit.words), where this clone's history ends"
    case .notCommitted: "not committed"
    case .untracked: "not committed: git does not know the file"
    case .ignored: "not committed: git ignores the file"
    case .outside: "not of this git repository"
    case .noRepository: "no git repository"
    case .untold(let error): "git cannot say: \(Escaped(error.description))"
    case .notAsked: "not asked of git"
    }
  }
}

extension Commit {
  /// The commit on one line: short name, day, author, subject.
  fileprivate var words: String {
    "\(id.prefix(8)) \(date.prefix(10)) \(Escaped(author)) “\(Escaped(subject))”"
  }
}
