"""The field's nouns as frozen dataclasses: no behaviour beyond what the noun itself knows."""
