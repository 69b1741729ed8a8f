import YAML

/// A word of a list and where it stands.
struct Word {
  let text: String
  let mark: Mark
}
