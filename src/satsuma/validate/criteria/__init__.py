"""One function a criterion: evidence in, a score with its sentence out."""
