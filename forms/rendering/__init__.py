"""How a .docx becomes a PDF: faces, the rendering process, reading the result back."""
