"""Statistical forms on the screen: every figure opens to the dossiers that it counts."""
