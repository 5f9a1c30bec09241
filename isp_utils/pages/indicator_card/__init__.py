"""What the Steckbrief of one Kennzahl says: its newest figure, its history, the other areas, and how it is made."""
