import Audit
import Quantity
import Text

/// The uncertainty budget of a number for a terminal: its components, the whole, the check by draws.
struct BudgetWords {
  let style: Style

  /// How many components and correlated numbers are shown; components of a share below the least are
  /// told together.
  private static let most = 20
  private static let leastShare = 0.001
  private static let mostCorrelations = 4
  /// How wide the words before a fact are.
  private static let margin = 24

  /// The lines of a budget.
  func lines(of budget: UncertaintyBudget, for account: Account) -> [String] {
    guard let uncertainty = budget.uncertainty else {
      return ["no uncertainty budget: nothing it rests on states an uncertainty"]
        + omissions(budget, account)
    }
    let whole = facts(of: budget, uncertainty) + omissions(budget, account) + correlations(budget)
    let table = budget.components.isEmpty ? [] : table(of: budget, account) + [""]
    return [style.bold("uncertainty budget (GUM, JCGM 100:2008)")] + table + whole
      + (budget.monteCarlo.map { [""] + lines(of: $0, budget) } ?? [])
  }

  // MARK: - Components

  private func table(of budget: UncertaintyBudget, _ account: Account) -> [String] {
    let shown = Self.shown(of: budget)
    let names = StepNames(account)
    var rows = shown.map { Self.row($0, names, budget) }
    if let others = Self.others(of: budget, beside: shown) { rows.append(others) }
    let notes = shown.map { note(on: $0, account) } + [nil]
    let lines = Self.aligned([Self.heads] + rows)
    return [style.dim(lines[0])]
      + zip(lines.dropFirst(), notes).flatMap { line, note in
        [line] + (note.map { [style.dim("  \($0)")] } ?? [])
      }
  }

  private static let heads = [
    "component", "value", "u", "type", "law", "dof", "c", "|c|·u", "share",
  ]

  /// Words to the left, numbers to the right.
  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { cells in
      cells.indices.map { column in
        [0, 3, 4].contains(column)
          ? cells[column].padded(to: widths[column]) : cells[column].padded(toLeft: widths[column])
      }.joined(separator: "  ")
    }
  }

  /// The components that have a line of their own; one that is small is not hidden alone.
  private static func shown(of budget: UncertaintyBudget) -> [UncertaintyBudget.Component] {
    let all = budget.components
    let large = all.filter { abs($0.share) >= leastShare }
    return Array((all.count - large.count > 1 || all.count > most ? large : all).prefix(most))
  }

  /// What the components that are not shown add together.
  private static func others(
    of budget: UncertaintyBudget, beside shown: [UncertaintyBudget.Component]
  ) -> [String]? {
    let count = budget.components.count - shown.count
    guard count > 0 else { return nil }
    let share = 1 - shown.reduce(0) { $0 + $1.share }
    let contribution = max(0, share).squareRoot() * (budget.uncertainty ?? 0)
    return ["\(count) others", "", "", "", "", "", ""]
      + [part(contribution, of: budget), percent(share)]
  }

  private static func row(
    _ component: UncertaintyBudget.Component, _ names: StepNames, _ budget: UncertaintyBudget
  ) -> [String] {
    let name = component.value == nil ? Escaped(component.name).description : names[component.step]
    let value = component.value.map {
      Escaped(Printed($0.value, uncertainty: component.uncertainty, unit: $0.unit).description)
        .description
    }
    return [
      name, value ?? "–", component.uncertainty.map { rounded($0, .one) } ?? "–",
      component.evaluation.kind?.rawValue ?? "–",
      component.evaluation.distribution?.rawValue ?? "–", dof(component.dof),
      component.sensitivity.map { rounded($0.value, $0.unit, 3) } ?? "–",
      part(component.contribution, of: budget), percent(component.share),
    ]
  }

  /// Where a component comes from: its words, its name in the project, its stage if that is another.
  private func note(on component: UncertaintyBudget.Component, _ account: Account) -> String? {
    var parts = component.evaluation.source.map { [$0] } ?? []
    if component.value != nil { parts.append(component.name) }
    if component.stage != account.entry.stage { parts.append("of stage \(component.stage)") }
    return parts.isEmpty ? nil : Escaped(parts.joined(separator: " · ")).description
  }

  // MARK: - The whole

  private func facts(of budget: UncertaintyBudget, _ uncertainty: Double) -> [String] {
    let unit = budget.number.unit
    guard let expanded = budget.expanded, let digit = budget.lastDigit else {
      return [fact("combined uncertainty", "u = \(Self.rounded(uncertainty, unit))")]
    }
    let count = budget.components.count
    let value = budget.number.value
    return [
      fact(
        "combined uncertainty",
        "u = \(Self.rounded(uncertainty, unit)) of \(count) component\(count == 1 ? "" : "s")"),
      fact(
        "degrees of freedom",
        "\(Self.dof(budget.dof)) effective (Welch–Satterthwaite)"),
      fact(
        "expanded uncertainty",
        "U = \(Self.rounded(expanded, unit)), k = \(Self.rounded(budget.factor, .one, 3)) (95 %): "
          + Self.interval(value - expanded...value + expanded, unit, digit)),
    ]
  }

  private func omissions(_ budget: UncertaintyBudget, _ account: Account) -> [String] {
    var lines: [String] = []
    for (index, missing) in budget.missing.enumerated() {
      if budget.missing[..<index].contains(where: { $0.value == missing.value }) { continue }
      let owner = missing.name == account.entry.id ? "" : " (\(missing.name))"
      lines.append(fact("not included", Escaped(missing.value + owner).description))
    }
    if !budget.unstated.isEmpty {
      let names = StepNames(account)
      lines.append(
        fact("no uncertainty stated", Wrapped.list(budget.unstated.map { names[$0] })))
    }
    return lines
  }

  private func correlations(_ budget: UncertaintyBudget) -> [String] {
    guard !budget.correlations.isEmpty else { return [] }
    let texts = budget.correlations.prefix(Self.mostCorrelations).map {
      let coefficient = Printed($0.coefficient, uncertainty: nil, unit: .one, decimals: 2)
      return "\(Escaped($0.name)) r = \(coefficient)"
    }
    let rest = budget.correlations.count - texts.count
    let more = rest > 0 ? " and \(rest) more, all in --json" : ""
    return [fact("correlated with", texts.joined(separator: ", ") + more)]
  }

  // MARK: - Draws

  private func lines(of check: MonteCarlo, _ budget: UncertaintyBudget) -> [String] {
    let unit = budget.number.unit
    let head = style.bold("Monte Carlo (GUM supplement 1, JCGM 101:2008)")
    let origin = check.byContributions.map {
      fact("not followed", "\(Escaped($0)), drawn from its contributions")
    }
    guard let outcome = check.outcome, let digit = budget.lastDigit else {
      let draws = "\(check.impossible) of \(check.draws) draws (seed \(check.seed))"
      return [head, fact("no result", "the number has no value in \(draws)")] + origin
    }
    let known = outcome.isStable ? "stable within" : "not yet stable within"
    let tolerance = Self.rounded(outcome.tolerance, unit, 1)
    let low = Self.part(outcome.differences.low, of: budget)
    let high = Self.part(outcome.differences.high, of: budget)
    let verdict = outcome.agrees ? "agrees within δ" : style.yellow("differs by more than δ")
    return [
      head,
      fact("draws", "\(check.draws), seed \(check.seed), \(known) δ = \(tolerance)"),
      fact("mean", Self.value(outcome.mean, unit, digit)),
      fact("standard deviation", Self.rounded(outcome.standardDeviation, unit)),
      fact("95 % interval", Self.interval(outcome.symmetric, unit, digit)),
      fact("shortest", Self.interval(outcome.shortest, unit, digit)),
      fact("linear interval", "\(verdict): its ends are off by \(low) and \(high)"),
    ] + origin
  }

  // MARK: - Words

  private func fact(_ name: String, _ text: String) -> String {
    style.dim(name.padded(to: Self.margin)) + text
  }

  private static func rounded(_ value: Double, _ unit: Unit, _ digits: Int = 2) -> String {
    Escaped(Printed(value, significant: digits, unit: unit).description).description
  }

  /// A part of the uncertainty, with one digit more than the whole has.
  private static func part(_ part: Double, of budget: UncertaintyBudget) -> String {
    value(part, budget.number.unit, (budget.lastDigit ?? 0) - 1)
  }

  private static func dof(_ dof: Double?) -> String {
    guard let dof else { return "∞" }
    let decimals = dof < 100 && dof != dof.rounded() ? 1 : 0
    return Printed(dof, uncertainty: nil, unit: .one, decimals: decimals).description
  }

  private static func percent(_ share: Double) -> String {
    Printed(100 * share, uncertainty: nil, unit: .one, decimals: 1).description + " %"
  }

  /// Two values to the digit that the uncertainty gives a meaning.
  private static func interval(_ ends: ClosedRange<Double>, _ unit: Unit, _ digit: Int) -> String {
    let low = Printed(ends.lowerBound, uncertainty: nil, unit: .one, decimals: max(0, -digit))
    return "\(low) to \(value(ends.upperBound, unit, digit))"
  }

  private static func value(_ value: Double, _ unit: Unit, _ digit: Int) -> String {
    let printed = Printed(value, uncertainty: nil, unit: unit, decimals: max(0, -digit))
    return Escaped(printed.description).description
  }
}
