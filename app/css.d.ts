declare module "*.css";
declare module "@fontsource-variable/geist";
declare module "@fontsource-variable/geist-mono";
declare module "@fontsource-variable/noto-sans-sc";
