"""What the running text claims, held against the tables: every figure bound to its sentence's subject, unit, sign and period.

A claim is bound only when its subject, its kind and its period are known; what cannot be bound is passed over in silence.
"""
