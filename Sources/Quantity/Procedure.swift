public import Text

/// A fit or another procedure that made a value: what went in, how, and which output this is.
///
/// A procedure with several outputs is several steps that share their variables, so that the
/// covariance of the outputs propagates like everything else.
public struct Procedure: Hashable, Sendable {
  /// What a procedure took in.
  public enum Input: Hashable, Sendable {
    /// The value of an earlier step.
    case step(StepID)
    /// A rectangle of cells of a file, such as `A2:B20`.
    case range(path: String, cells: String)
  }

  /// The name, such as `weighted line through the origin`.
  public let name: String
  /// Which of its outputs the value is, such as `slope`.
  public let output: String
  /// How it was done, in words: weights, window, background.
  public let method: String
  /// The inputs by name, in the order given.
  public let inputs: [Named<Input>]
  /// The settings by name, in the order given.
  public let parameters: [Named<JSON>]
  /// The covariance of the value with each output of the procedure, by the output's name.
  public let covariance: [Named<Double>]

  /// Makes a procedure from its parts.
  public init(
    _ name: String, output: String, method: String, inputs: [Named<Input>],
    parameters: [Named<JSON>] = [], covariance: [Named<Double>] = []
  ) {
    self.name = name
    self.output = output
    self.method = method
    self.inputs = inputs
    self.parameters = parameters
    self.covariance = covariance
  }

  /// The steps among the inputs.
  var stepInputs: [StepID] {
    inputs.compactMap { if case .step(let id) = $0.value { id } else { nil } }
  }

  /// The project-wide name of one of the independent variables behind the outputs.
  ///
  /// It names the cells that went in: the same procedure on other data is another variable.
  func variable(_ number: Int) -> String {
    let cells = inputs.compactMap {
      if case .range(let path, let cells) = $0.value { "\(path)#\(cells)" } else { nil }
    }
    return "procedure:\(name)(\(cells.joined(separator: ", ")))#\(number)"
  }

  /// What stands behind a variable: the procedure it is one of, or the variable itself.
  package static func estimate(behind variable: String) -> Substring {
    guard variable.hasPrefix("procedure:"), let end = variable.lastIndex(of: "#") else {
      return variable[...]
    }
    return variable[..<end]
  }

  func renumbered(_ new: (StepID) -> StepID) -> Procedure {
    let inputs = inputs.map {
      if case .step(let id) = $0.value { Named($0.name, Input.step(new(id))) } else { $0 }
    }
    return Procedure(
      name, output: output, method: method, inputs: inputs, parameters: parameters,
      covariance: covariance)
  }

  func with(output: String, covariance: [Named<Double>]) -> Procedure {
    Procedure(
      name, output: output, method: method, inputs: inputs, parameters: parameters,
      covariance: covariance)
  }
}
