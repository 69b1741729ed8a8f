"""The mass a hydroxide M(OH)2 loses on its way to the oxide MO, from its composition.

Usage: mass_loss.py NUMBERS --results FOLDER
"""

import argparse
import json
import os
import sys

# CIAAW, Standard Atomic Weights 2021; for H and O the conventional values.
ATOMIC_WEIGHT = {"ni": 58.6934, "co": 58.933194, "mn": 54.938043, "H": 1.008, "O": 15.999}
METALS = ("ni", "co", "mn")


def fractions(path):
    """The atom fractions of the metals, as pure numbers."""
    with open(path, encoding="utf-8") as file:
        numbers = json.load(file).get("numbers", {})
    for metal in METALS:
        if numbers.get(metal, {}).get("unit") != "%":
            raise ValueError(f"{path} has no number {metal} in %")
    return {metal: numbers[metal]["value"] / 100 for metal in METALS}


def mass_loss(fraction):
    """The mass of one H2O over the mass of one M(OH)2, in %."""
    water = 2 * ATOMIC_WEIGHT["H"] + ATOMIC_WEIGHT["O"]
    metal = sum(fraction[name] * ATOMIC_WEIGHT[name] for name in METALS)
    return 100 * water / (metal + 2 * (ATOMIC_WEIGHT["O"] + ATOMIC_WEIGHT["H"]))


def main():
    parser = argparse.ArgumentParser(description="theoretical mass loss of M(OH)2 to MO")
    parser.add_argument("numbers", help="numbers.json of icp-composition")
    parser.add_argument("--results", required=True, help="the folder for numbers.json")
    arguments = parser.parse_args()
    loss = {
        "value": mass_loss(fractions(arguments.numbers)),
        "unit": "%",
        "budget": "partial",
        "missing": "no uncertainty is propagated",
        "decimals": 2,
        "definition": "mass of H2O over mass of M(OH)2, M = Ni, Co, Mn by atom fraction, to MO",
    }
    os.makedirs(arguments.results, exist_ok=True)
    with open(os.path.join(arguments.results, "numbers.json"), "w", encoding="utf-8") as file:
        json.dump({"numbers": {"theoretical_loss": loss}}, file, indent=2, ensure_ascii=False)
        file.write("\n")


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError) as error:
        sys.exit(f"mass_loss.py: {error}")
